using Contacts.Core.Keys;
using Contacts.WebFront.Pipeline.Bodies;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Pipeline.Keys;

/// <summary>The rules that a group of routes shares: its dialect, the scope a key needs, and how large a body may be.</summary>
internal sealed record Surface(Dialect Dialect, ApiKeyScopes Scope)
{
    public int BodyLimit { get; init; } = PooledBody.DefaultLimit;

    /// <summary>Only ROOT keys; and these need not name an organisation.</summary>
    public bool RootOnly { get; init; }

    /// <summary>Whether the body may name the organisation: a ROOT key then need not name one elsewhere.</summary>
    public bool OrganisationInBody { get; init; }

    /// <summary>Whether scripts of any website may call the routes.</summary>
    public bool Browsers { get; init; }

    /// <summary>Whether the audit records what its commands do.</summary>
    public bool IsAudited { get; init; }

    public static readonly Surface Public = new(Dialect.Coded, ApiKeyScopes.Public) { Browsers = true };
    /// <summary>Routes of the newsletter that no key in a web page may call.</summary>
    public static readonly Surface Newsletter = new(Dialect.Coded, ApiKeyScopes.Contacts);

    public static readonly Surface Contacts = new(Dialect.Plain, ApiKeyScopes.Contacts);
    public static readonly Surface Admin = new(Dialect.Coded, ApiKeyScopes.Admin) { IsAudited = true };
}
