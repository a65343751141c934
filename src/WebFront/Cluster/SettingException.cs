namespace Contacts.WebFront.Cluster;

/// <summary>A setting is wrong. The message is one line that names the setting, its value and what is accepted.</summary>
public sealed class SettingException(string setting, string? value, string accepted)
    : Exception($"Setting {setting} is {(value is null ? "missing" : $"'{value}'")}; accepted: {accepted}.");
