using System.Reflection;
using Orleans.Concurrency;

namespace Orleans.Runtime;

/// <summary>
/// Finds at start what would otherwise be found out on a cluster: grains, interfaces and messages that Orleans could not run or send, and
/// messages that could change while two grains hold them. All problems are told at once.
/// </summary>
internal sealed class MessageCheck
{
    public const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Type[] _callAttributes =
        [typeof(AlwaysInterleaveAttribute), typeof(ReadOnlyAttribute), typeof(OneWayAttribute), typeof(ResponseTimeoutAttribute)];

    private readonly List<string> _problems = [];
    private readonly Dictionary<string, Type> _aliases = [];
    private readonly HashSet<Type> _interfaces = [];
    private readonly MessageTypes _messages;

    private MessageCheck() => _messages = new(this);

    public static void ThrowIfAnyProblem(IEnumerable<Type> implementations)
    {
        var check = new MessageCheck();
        foreach (var implementation in implementations) check.CheckClass(implementation);
        if (check._problems.Count == 0) return;
        throw new OrleansConfigurationException(
            $"{check._problems.Count} problems in grains and messages:{Environment.NewLine}"
            + string.Join(Environment.NewLine, check._problems));
    }

    public void Report(string where, string problem) => _problems.Add($"- {where}: {problem}");

    public void CheckAlias(Type type)
    {
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : type;
        var alias = definition.GetCustomAttributes<AliasAttribute>(inherit: false).FirstOrDefault()?.Alias;
        if (alias is null) Report(Name(type), "has no [Alias].");
        else if (!_aliases.TryAdd(alias, definition) && _aliases[alias] != definition)
            Report(Name(type), $"has the alias '{alias}' of {Name(_aliases[alias])}.");
    }

    public void CheckVisible(Type type)
    {
        for (var outer = type; outer is not null; outer = outer.DeclaringType)
        {
            if (outer.IsNestedPrivate || outer.IsNestedFamily || outer.IsNestedFamANDAssem)
                Report(Name(type), "is private; generated code cannot name it.");
        }
    }

    public static string Name(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.Name;

    private void CheckClass(Type implementation)
    {
        var interfaces = GrainInterfaces.Of(implementation).ToList();
        if (interfaces.Count == 0) Report(Name(implementation), "implements no grain interface.");
        CheckVisible(implementation);
        if (implementation.GetConstructors().Length != 1) Report(Name(implementation), "must have one public constructor.");
        foreach (var parameter in implementation.GetConstructors().SelectMany(c => c.GetParameters()))
        {
            var type = parameter.ParameterType;
            var isState = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IPersistentState<>);
            if (isState != parameter.IsDefined(typeof(PersistentStateAttribute)))
                Report(Name(implementation), $"'{parameter.Name}': [PersistentState] and IPersistentState<T> go together.");
        }

        foreach (var method in implementation.GetMethods(Own))
        {
            foreach (var attribute in _callAttributes.Where(a => method.IsDefined(a, inherit: false)))
                Report(
                    $"{Name(implementation)}.{method.Name}",
                    $"[{attribute.Name[..^9]}] belongs on the interface's method; here it has no effect.");
        }

        foreach (var grainInterface in interfaces) CheckInterface(grainInterface);
    }

    private void CheckInterface(Type grainInterface)
    {
        if (!_interfaces.Add(grainInterface)) return;
        CheckAlias(grainInterface);
        CheckVisible(grainInterface);
        if (grainInterface.IsGenericType) Report(Name(grainInterface), "grain interfaces are not generic here.");
        if (GrainInterfaces.KeyKindsOf(grainInterface) != 1)
            Report(Name(grainInterface), "must have one kind of key, such as IGrainWithStringKey.");
        foreach (var method in grainInterface.GetMethods()) CheckMethod(method);
    }

    private void CheckMethod(MethodInfo method)
    {
        var where = $"{Name(method.DeclaringType!)}.{method.Name}";
        if (method.IsSpecialName) Report(where, "grain interfaces have methods only.");
        if (method.IsStatic || !method.IsAbstract)
            Report(where, "grain interfaces have neither static methods nor default implementations here.");
        if (method.IsGenericMethod)
        {
            Report(where, "methods of grains are not generic here.");
            return;
        }

        CheckReturn(method, where);
        var parameters = method.GetParameters();
        if (parameters.Count(p => p.ParameterType == typeof(CancellationToken)) > 1)
            Report(where, "takes more than one CancellationToken.");
        foreach (var parameter in parameters)
        {
            var type = parameter.ParameterType;
            if (type.IsByRef) Report(where, $"'{parameter.Name}' is passed by ref, in or out.");
            else if (type != typeof(CancellationToken)) _messages.Check(type, $"{where}('{parameter.Name}')");
        }
    }

    private void CheckReturn(MethodInfo method, string where)
    {
        var type = method.ReturnType;
        if (type == typeof(Task) || type == typeof(ValueTask)) return;
        var definition = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        if (definition != typeof(Task<>) && definition != typeof(ValueTask<>))
        {
            Report(where, $"returns {Name(type)}; accepted are Task, Task<T>, ValueTask and ValueTask<T>.");
            return;
        }

        if (method.IsDefined(typeof(OneWayAttribute))) Report(where, "is one-way and cannot have a result.");
        _messages.Check(type.GetGenericArguments()[0], $"{where}'s result");
    }
}
