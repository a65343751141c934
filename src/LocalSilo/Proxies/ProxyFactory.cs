using System.Collections.Concurrent;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace Orleans.Runtime;

/// <summary>
/// Emits, once for each grain interface and process: a request class for each method, with the arguments as fields and a direct call of the
/// interface's method, and a reference class that makes those requests. No reflection and no boxing when calls are made.
/// </summary>
internal static class ProxyFactory
{
    private static readonly ConcurrentDictionary<Type, Lazy<Func<GrainClass, string, GrainReference>>> _factories = [];
    private static readonly Lock _gate = new();
    private static readonly HashSet<string> _opened = [];
    private static readonly AssemblyBuilder _assembly =
        AssemblyBuilder.DefineDynamicAssembly(new AssemblyName("Orleans.LocalSilo.Proxies"), AssemblyBuilderAccess.Run);

    private static readonly ModuleBuilder _module = _assembly.DefineDynamicModule("Proxies");

    public static Func<GrainClass, string, GrainReference> For(Type grainInterface) =>
        _factories.GetOrAdd(grainInterface, static type => new(() => Emit(type))).Value;

    private static Func<GrainClass, string, GrainReference> Emit(Type grainInterface)
    {
        lock (_gate)
        {
            Open(typeof(ProxyFactory).Assembly);
            foreach (var type in grainInterface.GetInterfaces().Append(grainInterface)) Open(type.Assembly);
            var name = $"{grainInterface.FullName}#{Guid.NewGuid():N}";
            var proxy = _module.DefineType(
                name, TypeAttributes.Sealed | TypeAttributes.NotPublic, typeof(CallingReference), [grainInterface]);
            var constructor = EmitConstructor(proxy);
            var index = 0;
            foreach (var method in GrainInterfaces.MethodsOf(grainInterface))
                EmitMethod(proxy, method, RequestEmitter.Emit(_module, name, method, index++));
            EmitFactory(proxy, constructor);
            return proxy.CreateType().GetMethod("Create")!.CreateDelegate<Func<GrainClass, string, GrainReference>>();
        }
    }

    private static ConstructorBuilder EmitConstructor(TypeBuilder proxy)
    {
        Type[] parameters = [typeof(GrainClass), typeof(string)];
        var constructor = proxy.DefineConstructor(MethodAttributes.Public, CallingConventions.Standard, parameters);
        var il = constructor.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Ldarg_2);
        il.Emit(
            OpCodes.Call,
            typeof(CallingReference).GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)[0]);
        il.Emit(OpCodes.Ret);
        return constructor;
    }

    private static void EmitFactory(TypeBuilder proxy, ConstructorBuilder constructor)
    {
        var create = proxy.DefineMethod(
            "Create", MethodAttributes.Public | MethodAttributes.Static, typeof(GrainReference), [typeof(GrainClass), typeof(string)]);
        var il = create.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldarg_1);
        il.Emit(OpCodes.Newobj, constructor);
        il.Emit(OpCodes.Ret);
    }

    private static void EmitMethod(TypeBuilder proxy, MethodInfo method, EmittedRequest request)
    {
        var parameters = method.GetParameters();
        var implementation = proxy.DefineMethod(
            $"{method.DeclaringType!.FullName}.{method.Name}",
            MethodAttributes.Private | MethodAttributes.Virtual | MethodAttributes.Final
                | MethodAttributes.NewSlot | MethodAttributes.HideBySig,
            method.ReturnType,
            [.. parameters.Select(p => p.ParameterType)]);
        var il = implementation.GetILGenerator();
        il.Emit(OpCodes.Ldarg_0);
        for (var i = 0; i < parameters.Length; i++) il.Emit(OpCodes.Ldarg, (short)(i + 1));
        il.Emit(OpCodes.Newobj, request.Constructor);
        il.Emit(OpCodes.Call, request.Send);
        il.Emit(OpCodes.Ret);
        proxy.DefineMethodOverride(implementation, method);
    }

    // Grain interfaces may be internal; the emitted assembly is let in as a friend.
    private static void Open(Assembly assembly)
    {
        if (!_opened.Add(assembly.GetName().Name!)) return;
        var constructor = typeof(IgnoresAccessChecksToAttribute).GetConstructor([typeof(string)])!;
        _assembly.SetCustomAttribute(new CustomAttributeBuilder(constructor, [assembly.GetName().Name!]));
    }
}
