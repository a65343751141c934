namespace Contacts.Core.Text;

/// <summary>Letters and symbols that people type differently in searches, and that Unicode does not decompose.</summary>
internal static class SearchLetters
{
    /// <summary>The search form of a lower-case letter or symbol; null if it is its own.</summary>
    public static string? PlainOrNull(int item) => item switch
    {
        < 0x80 => null,
        'ł' => "l",
        'ø' => "o",
        'đ' or 'ð' or 'ɖ' => "d",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ŋ' => "n",
        'ŧ' => "t",
        'ƀ' => "b",
        'ǥ' => "g",
        'ɨ' => "i",
        'ʉ' => "u",
        'ƶ' => "z",
        '‘' or '’' or '‛' or 'ʼ' or 'ʻ' or 'ʹ' or '′' => "'",
        '“' or '”' or '„' or '«' or '»' => "\"",
        '‐' or '‑' or '‒' or '–' or '—' or '―' or '−' => "-",
        _ => null,
    };
}
