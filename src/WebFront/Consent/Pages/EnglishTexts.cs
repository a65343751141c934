namespace Contacts.WebFront.Consent.Pages;

internal static class EnglishTexts
{
    public static PageTexts Make() => new()
    {
        Language = "en", Name = "English", LanguageLabel = "Language",
        Ask = new("Confirm your subscription", "Do you want to receive our news at this address?"),
        Confirm = "Yes, confirm", Decline = "No, thanks",
        Confirmed = new("You are subscribed", "Thank you. Your subscription is confirmed."),
        Declined = new("You are not subscribed", "We will not send you anything."),
        Expired = new("This link has expired", "We can send you a new one by e-mail."),
        Over = new("This link is no longer valid", "To receive our news, please sign up again."),
        SendAgain = "Send again",
        SentAgain = new("A new link is on its way", "Please look into your mailbox."),
        Held = new(
            "Please try again later", "We have already sent you several e-mails. Please look into your mailbox, also among unwanted mail."),
        AskUnsubscribe = new("Unsubscribe", "Do you no longer want to receive our news at this address?"),
        Unsubscribe = "Unsubscribe",
        Unsubscribed = new("You are unsubscribed", "We will not send you any more news."),
        PreferencesTitle = "Your preferences", Channels = "How may we write to you?", ByEmail = "By e-mail", BySms = "By text message",
        Topics = "What are you interested in?", YourName = "Your name", FirstName = "First name", LastName = "Last name",
        Save = "Save", Saved = "Your preferences are saved.", WrongName = "A name may have at most 128 letters. Nothing was saved.",
        YourData = "Your data", SendData = "Send me my data", Forget = "Forget me",
        CopyAsked = "We have noted that you want a copy of your data. We will send it to you once we know that it is you who asks.",
        AskForget = new(
            "Forget me", "Do you want us to remove everything that we know of you? You will get no news, and this cannot be undone."),
        ForgetNow = "Yes, forget me", KeepData = "No, go back",
        ForgetAsked = new("We have your request", "We have noted that you want to be forgotten. We will decide on it soon."),
        Forgotten = new("You are forgotten", "We have removed what we knew of you. The links in our mails work no more."),
        Unknown = new("Page not found", "This link is not one of ours. Please check that you copied the whole of it."),
        BadForm = new("The form could not be read", "Nothing was changed. Please go back and try again."),
        TooLarge = new("The form is too large", "Nothing was changed. Please go back and try again."),
        NoForm = new("This is not a form", "Nothing was changed. Please use the form of this page."),
        Unavailable = new("Please try again in a moment", "The service is not available right now."),
    };
}
