namespace Contacts.WebFront.Consent.Pages;

internal static class CzechTexts
{
    public static PageTexts Make() => new()
    {
        Language = "cs", Name = "Čeština", LanguageLabel = "Jazyk",
        Ask = new("Potvrďte odběr novinek", "Chcete na tuto adresu dostávat naše novinky?"),
        Confirm = "Ano, potvrzuji", Decline = "Ne, děkuji",
        Confirmed = new("Odběr je potvrzen", "Děkujeme, novinky vám budeme posílat."),
        Declined = new("Novinky neodebíráte", "Nic vám posílat nebudeme."),
        Expired = new("Platnost odkazu vypršela", "Můžeme vám poslat e-mailem nový."),
        Over = new("Odkaz už neplatí", "Chcete-li dostávat naše novinky, přihlaste se prosím znovu."),
        SendAgain = "Poslat znovu",
        SentAgain = new("Nový odkaz je na cestě", "Podívejte se prosím do své schránky."),
        Held = new(
            "Zkuste to prosím později", "Několik e-mailů jsme vám už poslali. Podívejte se do své schránky, i mezi nevyžádanou poštu."),
        AskUnsubscribe = new("Odhlášení z odběru", "Už na tuto adresu nechcete dostávat naše novinky?"),
        Unsubscribe = "Odhlásit",
        Unsubscribed = new("Odběr je zrušen", "Další novinky vám posílat nebudeme."),
        PreferencesTitle = "Vaše nastavení", Channels = "Jak vám můžeme psát?", ByEmail = "E-mailem", BySms = "SMS zprávou",
        Topics = "Co vás zajímá?", YourName = "Vaše jméno", FirstName = "Jméno", LastName = "Příjmení",
        Save = "Uložit", Saved = "Nastavení je uloženo.", WrongName = "Jméno může mít nejvýše 128 písmen. Nic jsme neuložili.",
        YourData = "Vaše údaje", SendData = "Pošlete mi moje údaje", Forget = "Zapomeňte na mě",
        CopyAsked = "Zapsali jsme si, že chcete kopii svých údajů. Pošleme ji, jakmile ověříme, že žádáte vy.",
        AskForget = new("Zapomeňte na mě", "Máme odstranit vše, co o vás víme? Novinky už vám chodit nebudou a nelze to vrátit."),
        ForgetNow = "Ano, zapomeňte na mě", KeepData = "Ne, zpět",
        ForgetAsked = new("Vaši žádost máme", "Zapsali jsme si, že si přejete být zapomenuti. Brzy o ní rozhodneme."),
        Forgotten = new("Zapomněli jsme na vás", "Odstranili jsme, co jsme o vás věděli. Odkazy v našich e-mailech už nefungují."),
        Unknown = new("Stránka nenalezena", "Tento odkaz není náš. Zkontrolujte prosím, že jste ho zkopírovali celý."),
        BadForm = new("Formulář se nepodařilo přečíst", "Nic se nezměnilo. Vraťte se prosím a zkuste to znovu."),
        TooLarge = new("Formulář je příliš velký", "Nic se nezměnilo. Vraťte se prosím a zkuste to znovu."),
        NoForm = new("Toto není formulář", "Nic se nezměnilo. Použijte prosím formulář na této stránce."),
        Unavailable = new("Zkuste to prosím za chvíli", "Služba teď není dostupná."),
    };
}
