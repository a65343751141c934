using System.Runtime.CompilerServices;
using ArchUnitNET.Domain;
using ArchUnitNET.Fluent.Slices;
using ArchUnitNET.Loader;
using ArchUnitNET.xUnit;
using Assembly = System.Reflection.Assembly;

namespace Contacts.Architecture.Tests;

public sealed class NamespaceTests
{
    private const string Root = "Contacts.";

    private static readonly HashSet<Assembly> _assemblies = WithReferences(Assembly.Load("Contacts.Silo"));
    private static readonly ArchUnitNET.Domain.Architecture _architecture = new ArchLoader().LoadAssemblies([.. _assemblies]).Build();

    /// <summary>Every namespace that has others in it, without the one of the whole service: projects cannot form a cycle.</summary>
    public static TheoryData<string> Parents => [.. Types().SelectMany(type => Ancestors(type.Namespace!)).Distinct()];

    [Theory]
    [MemberData(nameof(Parents))]
    public void Sibling_namespaces_form_no_cycle(string parent)
    {
        var slices = new SliceRuleCreator();
        slices.SetSliceAssignment(new SliceAssignment(type => ChildOf(parent, type.Namespace.FullName), $"children of {parent}"));

        new GivenSlices(slices).Should().BeFreeOfCycles().Check(_architecture);
    }

    [Fact]
    public void No_two_types_have_one_name()
    {
        var shared = Types().Where(type => !IsGenerated(type)).GroupBy(type => type.Name)
            .Where(name => name.Count() > 1).Select(name => string.Join(", ", name));

        Assert.Empty(shared);
    }

    /// <summary>
    /// The child namespace with everything below it. Types of the parent itself may use its children, and these may use them.
    /// </summary>
    private static SliceIdentifier ChildOf(string parent, string name) => name.StartsWith($"{parent}.", StringComparison.Ordinal)
        ? SliceIdentifier.Of(name[(parent.Length + 1)..].Split('.')[0])
        : SliceIdentifier.Ignore();

    private static IEnumerable<string> Ancestors(string name)
    {
        for (var end = name.LastIndexOf('.'); end > 0; end = name.LastIndexOf('.', end - 1))
            if (end > Root.Length)
                yield return name[..end];
    }

    /// <summary>Razor makes a type of each folder's usings.</summary>
    private static bool IsGenerated(System.Type type) => type.Name == "_Imports" || type.IsDefined(typeof(CompilerGeneratedAttribute), false);

    private static IEnumerable<System.Type> Types() =>
        from assembly in _assemblies
        from type in assembly.GetTypes()
        where !type.IsNested && type.Namespace?.StartsWith(Root, StringComparison.Ordinal) == true
        select type;

    /// <summary>The projects of src: the one of the process, and those that it references in turn.</summary>
    private static HashSet<Assembly> WithReferences(Assembly assembly) =>
    [
        assembly,
        .. assembly.GetReferencedAssemblies().Where(name => name.Name!.StartsWith(Root, StringComparison.Ordinal))
            .SelectMany(name => WithReferences(Assembly.Load(name))),
    ];
}
