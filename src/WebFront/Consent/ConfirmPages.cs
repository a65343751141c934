using Contacts.Core.Consent;
using Contacts.Grains.Abstractions.Consent;
using Contacts.WebFront.Consent.Pages;
using Contacts.WebFront.Pages;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Consent;

/// <summary>The page of a confirmation link: yes, no, or another mail.</summary>
internal static class ConfirmPages
{
    public static Rendering Show(ConsentPage page, PageTexts texts) => page switch
    {
        { Outcome: ConsentOutcome.Expired } => Expired(page, texts),
        { State: ConsentState.Confirmed } => Say(page, texts, texts.Confirmed),
        _ => Ask(200, page, texts, texts.Ask, ("confirm", texts.Confirm), ("decline", texts.Decline)),
    };

    public static Task<PageAnswer> ActAsync(PageCall call, IFormCollection form) => form["action"].ToString() switch
    {
        "" or "confirm" => ConfirmAsync(call),
        "decline" => DeclineAsync(call),
        "again" => SendAgainAsync(call),
        _ => Task.FromResult(PageAnswer.Refused(Failure.BadRequest)),
    };

    private static async Task<PageAnswer> ConfirmAsync(PageCall call)
    {
        var page = await call.Grain.ConfirmAsync(call.Token, call.Evidence, CancellationToken.None);
        return page.Outcome == ConsentOutcome.Done
            ? new(page, texts => Say(page, texts, texts.Confirmed)) { Redirect = page.Redirect }
            : new(page, texts => Expired(page, texts));
    }

    private static async Task<PageAnswer> DeclineAsync(PageCall call)
    {
        var page = await call.Grain.DeclineAsync(call.Token, call.Evidence, CancellationToken.None);
        return new(page, texts => page.Outcome == ConsentOutcome.Done ? Say(page, texts, texts.Declined) : Expired(page, texts));
    }

    private static async Task<PageAnswer> SendAgainAsync(PageCall call)
    {
        var page = await call.Grain.SendAgainAsync(call.Token, call.Evidence, CancellationToken.None);
        return new(page, texts => page.Outcome switch
        {
            ConsentOutcome.Done => Say(page, texts, texts.SentAgain),
            ConsentOutcome.Held => MessageRendering.Of(429, texts, texts.Held, page.Organisation, page.Email),
            _ => Expired(page, texts),
        });
    }

    /// <summary>Another mail is offered where one may be asked for: not to who said no, nor to who has confirmed.</summary>
    private static Rendering Expired(ConsentPage page, PageTexts texts) =>
        page.State is ConsentState.Pending or ConsentState.None && page.Email is not null
            ? Ask(410, page, texts, texts.Expired, ("again", texts.SendAgain))
            : MessageRendering.Of(410, texts, texts.Over, page.Organisation);

    private static Rendering Say(ConsentPage page, PageTexts texts, PageMessage message) =>
        MessageRendering.Of(200, texts, message, page.Organisation, page.Email);

    private static Rendering Ask(
        int status, ConsentPage page, PageTexts texts, PageMessage message, params (string Action, string Label)[] buttons) =>
        ActionRendering.Of(status, page, texts, message, buttons);
}

/// <summary>The page of an unsubscribe link.</summary>
internal static class UnsubscribePages
{
    private const string OneClickField = "List-Unsubscribe";

    public static Rendering Show(ConsentPage page, PageTexts texts) => ConsentRule.IsNo(page.State)
        ? Done(page, texts)
        : ActionRendering.Of(200, page, texts, texts.AskUnsubscribe, [("unsubscribe", texts.Unsubscribe)]);

    /// <summary>The program of RFC 8058 must not be redirected.</summary>
    public static async Task<PageAnswer> ActAsync(PageCall call, IFormCollection form)
    {
        var page = await call.Grain.UnsubscribeAsync(call.Token, call.Evidence, CancellationToken.None);
        return new(page, texts => Done(page, texts)) { Redirect = form.ContainsKey(OneClickField) ? null : page.Redirect };
    }

    private static Rendering Done(ConsentPage page, PageTexts texts) =>
        MessageRendering.Of(200, texts, texts.Unsubscribed, page.Organisation, page.Email);
}

/// <summary>Makes pages on which nothing can be done.</summary>
internal static class MessageRendering
{
    public static Rendering Of(int status, PageTexts texts, PageMessage message, string organisation = "", string? email = null) =>
        new(status, typeof(MessagePage), new()
        {
            [nameof(MessagePage.Texts)] = texts, [nameof(MessagePage.Message)] = message,
            [nameof(MessagePage.Organisation)] = organisation, [nameof(MessagePage.Email)] = email,
        });
}

/// <summary>Makes pages with buttons.</summary>
internal static class ActionRendering
{
    public static Rendering Of(int status, ConsentPage page, PageTexts texts, PageMessage message, (string, string)[] buttons) =>
        new(status, typeof(ActionPage), new()
        {
            [nameof(ActionPage.Texts)] = texts, [nameof(ActionPage.Page)] = page, [nameof(ActionPage.Message)] = message,
            [nameof(ActionPage.Buttons)] = buttons,
        })
        {
            FormTarget = page.Redirect,
        };
}
