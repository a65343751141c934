using System.Collections.Immutable;
using Contacts.Core.Mail;
using Contacts.Core.Settings;
using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Console.Settings;

/// <summary>The texts of mails that an organisation may replace, with its own ones.</summary>
internal static class TextFields
{
    public static ImmutableArray<SettingGroup> Of(MailTextsByLanguage texts, ConsoleTexts t) =>
        [Of("en", t["Mails in English"], texts.En, t), Of("cs", t["Mails in Czech"], texts.Cs, t)];

    /// <summary>The name of a text's field in the form.</summary>
    public static string NameOf(string language, MailTextField field) => $"texts.{language}.{field.Name}";

    private static SettingGroup Of(string language, string title, MailTexts own, ConsoleTexts t) => new(
        title,
        [
            .. from field in MailTextFields.All
               select new SettingField(NameOf(language, field), LabelOf(field, t), RuleOf(field, t), field.Get(own) ?? "")
               {
                   IsLong = !field.IsSubject, Default = field.Get(MailTexts.Of(language)),
               },
        ]);

    private static string LabelOf(MailTextField field, ConsoleTexts t) => field.Name switch
    {
        "confirmationSubject" => t["Subject of the mail that asks for a confirmation"],
        "confirmationBody" => t["Text of the mail that asks for a confirmation"],
        "ticketSubject" => t["Subject of the mail with a ticket"],
        "ticketBody" => t["Text of the mail with a ticket"],
        "digestSubject" => t["Subject of the mail with what is beyond the hour's number"],
        "digestBody" => t["Text of the mail with what is beyond the hour's number"],
        _ => field.Name,
    };

    private static string RuleOf(MailTextField field, ConsoleTexts t)
    {
        var placeholders = string.Join(", ", field.Placeholders.Select(Braced));
        var rule = t["At most {0} characters; may have {1}.", TextRules.LimitOf(field), placeholders];
        return field.Needed is { } needed ? $"{rule} {t["Has to have {0}.", Braced(needed)]}" : rule;
    }

    private static string Braced(string name) => $"{{{name}}}";
}
