namespace Contacts.Core.Text;

/// <summary>Letters and signs that people search for by another one, though Unicode does not decompose them.</summary>
internal static class SearchLetters
{
    /// <summary>What a lower-case letter or a sign is searched by; null for itself.</summary>
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
