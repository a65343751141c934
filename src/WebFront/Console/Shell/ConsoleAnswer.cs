using Contacts.WebFront.Pages;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Console.Shell;

/// <summary>What a handler of the console answers: a page, a way to another address after something was done, or a failure.</summary>
internal sealed record ConsoleAnswer
{
    public Rendering? Page { get; private init; }
    public string? Location { get; private init; }
    public Failure? Failure { get; private init; }

    /// <summary>A component with its parameters; the call itself is one of them.</summary>
    public static ConsoleAnswer Show<TComponent>(ConsoleCall call, params ReadOnlySpan<(string Name, object? Value)> parameters)
        where TComponent : ConsoleComponent => Show<TComponent>(StatusCodes.Status200OK, call, parameters);

    public static ConsoleAnswer Show<TComponent>(int status, ConsoleCall call, params ReadOnlySpan<(string Name, object? Value)> parameters)
        where TComponent : ConsoleComponent
    {
        var all = new Dictionary<string, object?> { [nameof(ConsoleComponent.Call)] = call };
        foreach (var (name, value) in parameters) all.Add(name, value);
        return new() { Page = new(status, typeof(TComponent), all) };
    }

    /// <summary>303 to an address of this service.</summary>
    public static ConsoleAnswer Redirect(string location) => new() { Location = location };

    public static implicit operator ConsoleAnswer(Failure failure) => new() { Failure = failure };
}
