using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Pipeline;

/// <summary>Tells failures by pages, where people ask and not programs.</summary>
internal interface IErrorPages
{
    /// <summary>Whether people are behind requests to a path.</summary>
    bool AreFor(PathString path);

    Task SendAsync(HttpContext http, Failure failure);
}
