using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Core.Email;
using Contacts.Core.Settings;
using Contacts.WebFront.Requests;

namespace Contacts.WebFront.Admin;

/// <summary>Settings to change: only what is sent, inside the objects too. A setting that does not exist is refused.</summary>
internal sealed class SettingsBody : IJsonBody
{
    private const string NoSuchSetting = "left out: there is no such setting";

    private readonly Spam _spam = new();
    private readonly Support _support = new();
    private readonly Limits _limits = new();
    private string? _name, _emailCanonicalization;
    private SentText _defaultRegion;
    private bool? _registerTicketCustomers;

    public void Take(ref JsonFields fields)
    {
        if (fields.Is("name"u8))
            _name = fields.Text() ?? Refused<string>(ref fields, "a string");
        else if (fields.Is("defaultRegion"u8))
            _defaultRegion = SentText.Of(fields.Text());
        else if (fields.Is("emailCanonicalization"u8))
            _emailCanonicalization = fields.Text() ?? Refused<string>(ref fields, "\"none\" or \"provider\"");
        else if (fields.Is("registerTicketCustomers"u8))
            _registerTicketCustomers = fields.Flag() ?? Refused<bool?>(ref fields, "a boolean");
        else if (fields.Is("spam"u8))
            TakeObject(ref fields, "spam", _spam);
        else if (fields.Is("support"u8))
            TakeObject(ref fields, "support", _support);
        else if (fields.Is("limits"u8))
            TakeLimits(ref fields);
        else if (fields.Is("apiKey"u8))
            fields.Skip(); // It says who asks.
        else
            RefuseUnknown(ref fields);
    }

    public SettingsChange ToChange(string callerHash) => new()
    {
        CallerHash = callerHash, Name = _name, DefaultRegion = _defaultRegion, EmailCanonicalization = _emailCanonicalization,
        RegisterTicketCustomers = _registerTicketCustomers,
        SpamThreshold = _spam.Threshold, AllowedCountries = _spam.Allowed, BlockedCountries = _spam.Blocked,
        AllowedRecipients = _support.Allowed, DefaultRecipient = _support.Default,
        PerMinute = _limits.PerMinute, PerHour = _limits.PerHour,
    };

    private void TakeLimits(ref JsonFields fields)
    {
        if (!fields.Object("limits", _limits))
            _limits.Clear();
    }

    private static void TakeObject(ref JsonFields fields, string name, IJsonBody body)
    {
        if (!fields.Object(name, body))
            fields.Refuse("an object");
    }

    private static void RefuseUnknown(ref JsonFields fields)
    {
        fields.Refuse(NoSuchSetting);
        fields.Skip();
    }

    /// <summary>For a setting that cannot be null.</summary>
    private static T? Refused<T>(ref JsonFields fields, string what)
    {
        fields.Refuse(what);
        return default;
    }

    private sealed class Spam : IJsonBody
    {
        public long? Threshold { get; private set; }
        public ImmutableArray<string>? Allowed { get; private set; }
        public ImmutableArray<string>? Blocked { get; private set; }

        public void Take(ref JsonFields fields)
        {
            if (fields.Is("threshold"u8))
                Threshold = fields.Whole() ?? Refused<long?>(ref fields, "an integer");
            else if (fields.Is("allowedCountries"u8))
                Allowed = fields.Texts() ?? Refused<ImmutableArray<string>?>(ref fields, "an array of strings");
            else if (fields.Is("blockedCountries"u8))
                Blocked = fields.Texts() ?? Refused<ImmutableArray<string>?>(ref fields, "an array of strings");
            else
                RefuseUnknown(ref fields);
        }
    }

    private sealed class Support : IJsonBody
    {
        public ImmutableArray<string>? Allowed { get; private set; }
        public SentText Default { get; private set; }

        public void Take(ref JsonFields fields)
        {
            if (fields.Is("allowedRecipients"u8))
                Allowed = fields.Texts() ?? Refused<ImmutableArray<string>?>(ref fields, "an array of strings");
            else if (fields.Is("defaultRecipient"u8))
                Default = SentText.Of(fields.Text());
            else
                RefuseUnknown(ref fields);
        }
    }

    private sealed class Limits : IJsonBody
    {
        public SentNumber PerMinute { get; private set; }
        public SentNumber PerHour { get; private set; }

        public void Clear() => (PerMinute, PerHour) = (SentNumber.Of(null), SentNumber.Of(null));

        public void Take(ref JsonFields fields)
        {
            if (fields.Is("perMinute"u8))
                PerMinute = SentNumber.Of(fields.Whole());
            else if (fields.Is("perHour"u8))
                PerHour = SentNumber.Of(fields.Whole());
            else
                RefuseUnknown(ref fields);
        }
    }
}
