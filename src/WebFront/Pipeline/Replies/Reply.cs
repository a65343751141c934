using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Contacts.WebFront.Pipeline.Replies;

/// <summary>A successful answer; routes with more fields derive from it.</summary>
internal record Answer
{
    /// <summary>For routes without further fields.</summary>
    public static readonly Answer Done = new();

    /// <summary>Always true here.</summary>
    [JsonPropertyOrder(-1)] public bool Success => true;

    /// <summary>The HTTP status of a kind of answer.</summary>
    public static int StatusOf(Type answer) =>
        answer.IsSubclassOf(typeof(Created)) ? StatusCodes.Status201Created
        : answer.IsSubclassOf(typeof(Accepted)) ? StatusCodes.Status202Accepted : StatusCodes.Status200OK;
}

/// <summary>An answer with status 201.</summary>
internal abstract record Created : Answer;

/// <summary>An answer that is new, 201, or not, 200.</summary>
internal abstract record CreatedOrNot : Answer
{
    [JsonIgnore] public abstract bool IsCreated { get; }
}

/// <summary>An answer with status 202.</summary>
internal abstract record Accepted : Answer;

/// <summary>How the answers of a route are written: status on success, and JSON type.</summary>
internal sealed record AnswerFormat<TAnswer>(int Status, JsonTypeInfo<TAnswer> Type);

/// <summary>What a handler answers: a record, or a failure.</summary>
internal readonly struct Reply<TAnswer>
    where TAnswer : Answer
{
    private readonly TAnswer? _answer;
    private readonly Failure? _failure;

    private Reply(TAnswer? answer, Failure? failure) => (_answer, _failure) = (answer, failure);

    /// <summary>304, without a body.</summary>
    public static Reply<TAnswer> NotModified => default;

    public static implicit operator Reply<TAnswer>(TAnswer answer) => new(answer, null);

    public static implicit operator Reply<TAnswer>(Failure failure) => new(null, failure);

    public Task SendAsync(HttpContext http, Dialect dialect, AnswerFormat<TAnswer> format)
    {
        if (_failure is not null)
            return Responses.FailureAsync(http, dialect, _failure);
        if (_answer is null)
            return Responses.NotModified(http);
        if (_answer is CreatedOrNot { IsCreated: true })
            return Responses.JsonAsync(http, StatusCodes.Status201Created, _answer, format.Type);
        if (_answer is ICsvAnswer table)
            return Responses.TableAsync(http, format.Status, table, _answer, format.Type);
        return ReferenceEquals(_answer, Answer.Done)
            ? Responses.SuccessAsync(http)
            : Responses.JsonAsync(http, format.Status, _answer, format.Type);
    }
}
