namespace Contacts.Core.Text;

/// <summary>
/// Letters that look like Latin ones. They are small, as <see cref="TextFolding.Fold"/> leaves them, but those whose capitals alone look
/// alike (Н and H) are here too.
/// </summary>
internal static class Homoglyphs
{
    private const string Pairs =
        "аa вb гr еe іi јj кk мm нh оo рp сc тt уy үy хx ѕs һh ӏi ԁd ԛq ԝw ьb " + // Cyrillic
        "αa βb γy εe ζz ηh ιi κk μm νv οo ρp τt υu χx ωw " + // Greek
        "ոn օo սu հh ցg զq յj " + // Armenian
        "ɑa ɡg ɩi ᴀa ʙb ᴄc ᴅd ᴇe ɢg ʜh ɪi ᴊj ᴋk ʟi ᴍm ɴn ᴏo ᴘp ʀr ꜱs ᴛt ᴜu ᴠv ᴡw ʏy ᴢz " + // Latin and phonetic ones
        "0o 1i li"; // in most fonts

    private static readonly Dictionary<int, int> _latin = Pairs.Split(' ').ToDictionary(pair => (int)pair[0], pair => (int)pair[1]);

    /// <summary>The letter that a letter or digit looks like; itself if it looks like no other.</summary>
    public static int LatinOf(int item) => _latin.GetValueOrDefault(item, item);
}
