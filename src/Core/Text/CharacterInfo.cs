namespace Contacts.Core.Text;

/// <summary>How e-mail addresses treat a character.</summary>
internal enum CharacterKind
{
    /// <summary>Symbols, punctuation, and numbers other than decimal digits.</summary>
    Other,
    LetterOrDigit,

    /// <summary>Spacing or non-spacing.</summary>
    Mark,

    /// <summary>White space, controls, formats, ignorable and blank characters.</summary>
    Invisible,

    /// <summary>Unassigned, private, surrogate.</summary>
    Unassigned,
    EnclosingMark,
}

/// <summary>The bidi classes that may occur in domain names; all others are <see cref="Other"/>.</summary>
internal enum BidiClass { Other, L, R, AL, AN, EN, ES, CS, ET, ON, BN, NSM }

/// <summary>The status of a character in UTS 46, non-transitional.</summary>
internal enum IdnaStatus { Disallowed, Valid, Mapped }

/// <summary>The properties of one character, packed as the generating script wrote them.</summary>
internal readonly struct CharacterInfo(uint bits)
{
    public CharacterKind Kind => (CharacterKind)(bits & 7);
    public BidiClass Bidi => (BidiClass)(bits >> 3 & 15);
    public IdnaStatus Idna => (IdnaStatus)(bits >> 7 & 3);
    public byte CombiningClass => (byte)(bits >> 9);
    public bool HasDecomposition => (bits >> 17 & 1) != 0;
    public bool HasCompatibleForm => (bits >> 18 & 1) != 0;
    public bool HasLowerCase => (bits >> 19 & 1) != 0;
    public bool HasCaseFolding => (bits >> 20 & 1) != 0;

    /// <summary>False if the character is in NFC whatever stands before it, its combining class aside.</summary>
    public bool MayChangeInNfc => (bits >> 21 & 1) != 0;
}
