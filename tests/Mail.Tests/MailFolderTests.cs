namespace Contacts.Mail.Tests;

public sealed class MailFolderTests : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("mail").FullName;

    private string Folder => Path.Combine(_parent, "not", "yet", "there");

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public async Task The_folder_holds_each_mail_as_one_whole_file()
    {
        var transport = new EmlFolderTransport(Folder);

        Assert.IsType<SendOutcome.Accepted>(await transport.SendAsync(Mails.Plain(), default));
        Assert.IsType<SendOutcome.Accepted>(await transport.SendAsync(Mails.Plain() with { MessageId = "other@example.com" }, default));

        var files = Directory.GetFiles(Folder);
        Assert.Equal(2, files.Length);
        Assert.All(files, file => Assert.EndsWith(".eml", file));
        Assert.Contains(files, file => File.ReadAllBytes(file).SequenceEqual(MimeWriter.Write(Mails.Plain())));
    }

    [Fact]
    public async Task Mails_are_forgotten_by_the_unique_part_of_their_id_and_others_stay()
    {
        var transport = new EmlFolderTransport(Folder);
        await transport.ForgetAsync(new HashSet<string> { "42" }); // There is no folder yet.
        await transport.SendAsync(Mails.Plain(), default);
        await transport.SendAsync(Mails.Plain() with { MessageId = "20260301T090507000Z.421@example.com" }, default);
        await transport.SendAsync(Mails.Plain() with { MessageId = "42@example.com" }, default);

        await transport.ForgetAsync(new HashSet<string> { "42", "43", "" });

        Assert.Equal(
            ["20260301T090507000Z.421", "42"],
            Directory.GetFiles(Folder).Select(file => Path.GetFileName(file).Split('@')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_folder_holds_a_retried_mail_once_even_if_it_was_built_anew()
    {
        var transport = new EmlFolderTransport(Folder);

        await transport.SendAsync(Mails.Plain(), default);
        await transport.SendAsync(Mails.Plain() with { Date = Mails.Plain().Date.AddHours(1), Body = "again" }, default);

        Assert.Contains("again", File.ReadAllText(Assert.Single(Directory.GetFiles(Folder))));
    }

    [Fact]
    public async Task The_folder_keeps_mails_apart_whose_ids_a_file_name_cannot_tell_apart()
    {
        var transport = new EmlFolderTransport(Folder);
        string[] ids = ["a/b@c", "a_b@c", "A_B@C", "a_b@C", "/a/x/b@c", $"{new string('x', 150)}1@b", $"{new string('x', 150)}2@b"];

        foreach (var id in ids)
            await transport.SendAsync(Mails.Plain() with { MessageId = id }, default);

        var written = Directory.GetFiles(_parent, "*", SearchOption.AllDirectories);
        Assert.Equal(ids.Length, written.Length);
        Assert.All(written, file => Assert.Equal(Folder, Path.GetDirectoryName(file)));
    }

    [Fact]
    public async Task The_folder_sorts_mails_as_their_ids_do()
    {
        var transport = new EmlFolderTransport(Folder);
        for (var i = 0; i < 5; i++)
        {
            var at = Mails.Plain().Date.AddSeconds(7 * (5 - i));
            var id = MailMessage.CreateMessageId(at, $"{i}", "example.com");
            await transport.SendAsync(Mails.Plain() with { MessageId = id, Subject = $"mail {i}" }, default);
        }

        var files = Directory.GetFiles(Folder).Order(StringComparer.Ordinal);
        var subjects = files.Select(file => ParsedMail.Read(File.ReadAllBytes(file)).Subject);

        Assert.Equal(["mail 4", "mail 3", "mail 2", "mail 1", "mail 0"], subjects);
    }

    [Fact]
    public async Task The_folder_is_cleared_of_what_a_process_that_died_was_writing_and_of_nothing_else()
    {
        Directory.CreateDirectory(Folder);
        var left = Path.Combine(Folder, ".0123.partial");
        File.WriteAllText(left, "half a mail");
        File.WriteAllText(Path.Combine(Folder, ".notes"), "");
        var held = Path.Combine(Folder, ".4567.partial");
        using var writer = new FileStream(held, FileMode.CreateNew, FileAccess.Write, FileShare.None); // As of another process.

        await new EmlFolderTransport(Folder).SendAsync(Mails.Plain(), default);

        Assert.False(File.Exists(left));
        Assert.True(File.Exists(held));
        Assert.True(File.Exists(Path.Combine(Folder, ".notes")));
        Assert.Single(Directory.GetFiles(Folder, "*.eml"));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_a_temporary_failure()
    {
        File.WriteAllText(Path.Combine(_parent, "file"), "");

        var outcome = await new EmlFolderTransport(Path.Combine(_parent, "file", "below")).SendAsync(Mails.Plain(), default);

        Assert.IsType<SendOutcome.TemporaryFailure>(outcome);
    }

    [Fact]
    public async Task The_folder_gets_nothing_from_a_cancelled_call()
    {
        var transport = new EmlFolderTransport(Folder);

        await Assert.ThrowsAsync<OperationCanceledException>(() => transport.SendAsync(Mails.Plain(), new CancellationToken(true)));

        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public async Task The_folder_takes_one_mail_from_many_senders_at_once()
    {
        var transport = new EmlFolderTransport(Folder);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => transport.SendAsync(Mails.Plain(), default))));

        Assert.All(outcomes, outcome => Assert.IsType<SendOutcome.Accepted>(outcome));
        Assert.Equal(MimeWriter.Write(Mails.Plain()), File.ReadAllBytes(Assert.Single(Directory.GetFiles(Folder))));
    }
}
