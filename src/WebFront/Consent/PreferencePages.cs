using System.Collections.Immutable;
using System.Globalization;
using Contacts.Core.PersonalData;
using Contacts.Core.Text;
using Contacts.Grains.Abstractions.Consent;
using Contacts.WebFront.Consent.Pages;
using Contacts.WebFront.Pages;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Consent;

/// <summary>The page of preferences.</summary>
internal static class PreferencePages
{
    private static readonly string[] _fields = ["action", "email", "sms", "group", "firstName", "lastName"];

    public static Rendering Show(ConsentPage page, PageTexts texts) => Form(200, page, texts, null);

    /// <summary>A form without any of the fields would mean "nothing of all": it is refused instead.</summary>
    public static Task<PageAnswer> ActAsync(PageCall call, IFormCollection form) => form["action"].ToString() switch
    {
        "copy" => AskForCopyAsync(call),
        "forget" => ShowAsync(call, AskToForget),
        "keep" => ShowAsync(call, Show),
        "forget-now" => ForgetAsync(call),
        _ => SaveAsync(call, form),
    };

    private static async Task<PageAnswer> ShowAsync(PageCall call, Func<ConsentPage, PageTexts, Rendering> show)
    {
        var page = await call.Grain.ShowAsync(call.Token, call.Aborted);
        return new(page, texts => show(page, texts));
    }

    private static async Task<PageAnswer> AskForCopyAsync(PageCall call)
    {
        var page = await call.Grain.AskAsync(call.Token, PrivacyRequestKind.Copy, CancellationToken.None);
        return new(page, texts => Form(200, page, texts, texts.CopyAsked));
    }

    private static async Task<PageAnswer> ForgetAsync(PageCall call)
    {
        var page = await call.Grain.AskAsync(call.Token, PrivacyRequestKind.Erasure, CancellationToken.None);
        return new(page, texts => MessageRendering.Of(200, texts, page.IsErased ? texts.Forgotten : texts.ForgetAsked, page.Organisation));
    }

    private static Rendering AskToForget(ConsentPage page, PageTexts texts) => new(200, typeof(ActionPage), new()
    {
        [nameof(ActionPage.Texts)] = texts, [nameof(ActionPage.Page)] = page, [nameof(ActionPage.Message)] = texts.AskForget,
        [nameof(ActionPage.Buttons)] = new[] { ("forget-now", texts.ForgetNow), ("keep", texts.KeepData) },
    });

    private static async Task<PageAnswer> SaveAsync(PageCall call, IFormCollection form)
    {
        if (!_fields.Any(form.ContainsKey)) return PageAnswer.Refused(Failure.BadRequest);
        if (ChoiceOrNull(form) is not { } choice)
        {
            var unchanged = await call.Grain.ShowAsync(call.Token, call.Aborted);
            return new(unchanged, texts => Form(400, unchanged, texts, texts.WrongName));
        }
        var page = await call.Grain.ChooseAsync(call.Token, choice, call.Evidence, CancellationToken.None);
        return new(page, texts => Form(200, page, texts, texts.Saved));
    }

    /// <summary>Null where a name cannot be one.</summary>
    private static PreferenceChoice? ChoiceOrNull(IFormCollection form)
    {
        if (!TryClean(form, "firstName", out var firstName) || !TryClean(form, "lastName", out var lastName)) return null;
        return new PreferenceChoice
        {
            Email = form.ContainsKey("email"), Sms = form.ContainsKey("sms"), FirstName = firstName, LastName = lastName,
            Groups = Groups(form),
        };
    }

    /// <summary>A field that is absent stays null: the name is not changed.</summary>
    private static bool TryClean(IFormCollection form, string field, out string? name)
    {
        name = null;
        if (!form.TryGetValue(field, out var value)) return true;
        if (InputText.Clean(value, InputText.NameLimit, out var clean) != InputTextError.None) return false;
        name = clean;
        return true;
    }

    private static ImmutableArray<long> Groups(IFormCollection form)
    {
        var ids = ImmutableArray.CreateBuilder<long>();
        foreach (var text in form["group"])
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)) ids.Add(id);
        return ids.DrainToImmutable();
    }

    private static Rendering Form(int status, ConsentPage page, PageTexts texts, string? notice) =>
        new(status, typeof(PreferencesPage), new()
        {
            [nameof(PreferencesPage.Texts)] = texts, [nameof(PreferencesPage.Page)] = page, [nameof(PreferencesPage.Notice)] = notice,
            [nameof(PreferencesPage.IsProblem)] = status != 200,
        });
}
