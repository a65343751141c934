using System.Text;
using System.Text.Json.Nodes;
using static Contacts.WebFront.Tests.Imports.ImportCalls;

namespace Contacts.WebFront.Tests.Imports;

/// <summary>Imports over a real socket.</summary>
[Collection(InDevelopment.Name)]
public sealed class ImportTests(Service service)
{
    private const string Jsonl = "application/x-ndjson";

    [Fact]
    public async Task CSV_becomes_contacts_and_the_report_says_what_became_of_each_row()
    {
        var tenant = await service.NewTenantAsync();
        await tenant.NewContactAsync("known@example.com");
        const string file = "email;First name;groups;email_subscribed;shoe size\nnew@example.com;Žofie;A|B;yes;38\nknown@example.com;Bob;;;\nbad;;;;\n";

        var job = await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, file, "text/csv; charset=UTF-8", "?source=fair"));

        Assert.Equal("3 1 1 0 1", Counts(job));
        Assert.Equal(("done", "csv", "fair", false), ((string)job["state"]!, (string)job["format"]!, (string)job["source"]!, (bool)job["dryRun"]!));
        Assert.Equal(Encoding.UTF8.GetByteCount(file), (int)job["bytes"]!);
        Assert.Equal((int)job["bytes"]!, (int)job["processedBytes"]!);
        Assert.Equal("""["shoe size"]""", job["ignoredColumns"]!.ToJsonString());
        var error = Assert.Single(job["errors"]!.AsArray())!;
        Assert.Equal(
            (3, "email", "\"email\" must be a valid email address: it needs exactly one @"),
            ((int)error["row"]!, (string)error["field"]!, (string)error["message"]!));
        foreach (var time in new[] { "createdAt", "startedAt", "finishedAt" }) Assert.EndsWith("Z", (string)job[time]!, StringComparison.Ordinal);

        var contact = (await FindAsync(tenant, "new@example.com"))!;
        Assert.Equal(("Žofie", "fair", true, false), ((string)contact["firstName"]!, (string)contact["source"]!, (bool)contact["emailSubscribed"]!, (bool)contact["smsSubscribed"]!));
        Assert.Equal(["A", "B"], contact["groups"]!.AsArray().Select(group => (string)group!["name"]!));
        var history = (await tenant.GetAsync($"/bff/contact/detail?id={contact["id"]}")).Is(200)["contact"]!["history"]![0]!;
        Assert.Equal(
            ("imported", "fair", $"key of {tenant.Slug} (PROD key {await tenant.KeyIdAsync()})", $"Import {job["id"]}, row 1"),
            ((string)history["kind"]!, (string)history["source"]!, (string)history["actor"]!, (string)history["reason"]!));
    }

    [Fact]
    public async Task Imports_are_listed_the_newest_first_without_their_errors()
    {
        var tenant = await service.NewTenantAsync();
        foreach (var source in (string[])["first", "second", "third"])
            await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, "email\nbad\n", query: $"?source={source}"));

        var page = (await tenant.GetAsync("/bff/contact/import/list?limit=2")).Is(200);

        Assert.Equal(3, (int)page["total"]!);
        Assert.Equal(["third", "second"], page["items"]!.AsArray().Select(job => (string)job!["source"]!));
        Assert.Equal((1, null), ((int)page["items"]![0]!["failed"]!, page["items"]![0]!["errors"]));
        Assert.Equal("first", (string)(await tenant.GetAsync("/bff/contact/import/list?limit=2&page=2")).Is(200)["items"]![0]!["source"]!);
    }

    [Theory]
    [InlineData(Jsonl)]
    [InlineData("application/jsonl")]
    [InlineData("application/jsonl; charset=utf-8")]
    public async Task JSON_lines_become_contacts(string type)
    {
        var tenant = await service.NewTenantAsync();

        var job = await service.EndAsync(tenant.Key, await service.ImportAsync(
            tenant.Key, "{\"email\": \"a@example.com\", \"groups\": [\"A\"]}\n{\"phone\": \"+420 777123456\"}\n{}\nnonsense\n", type));

        Assert.Equal("4 2 0 0 2", Counts(job));
        Assert.Equal("jsonl", (string)job["format"]!);
        Assert.Equal(
            ["Provide at least \"email\" or \"phone\"", "The row is not one JSON object"],
            job["errors"]!.AsArray().Select(error => (string)error!["message"]!));
        Assert.Null(job["errors"]![0]!["field"]);
    }

    [Fact]
    public async Task External_ids_and_attributes_come_with_rows()
    {
        var tenant = await service.NewTenantAsync();
        const string csv = """
            email;external_id;attributes
            a@example.com;1;"{""plan"":""pro"",""seats"":5}"
            b@example.com;1;
            c@example.com;;[1]
            d@example.com;;

            """;
        const string lines = """
            {"email":"a@example.com","attributes":{"seats":null,"vip":true}}
            {"email":"d@example.com","externalId":"4","attributes":null}

            """;

        var first = await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, csv));
        var second = await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, lines, Jsonl));

        Assert.Equal(("4 2 0 0 2", "2 0 2 0 0"), (Counts(first), Counts(second)));
        Assert.Equal(
            ["\"externalId\" belongs to another contact", "\"attributes\" must be an object whose values are strings, numbers or booleans"],
            first["errors"]!.AsArray().OrderBy(error => (int)error!["row"]!).Select(error => (string)error!["message"]!));
        var contact = (await FindAsync(tenant, "a@example.com"))!;
        Assert.Equal(("1", """{"plan":"pro","vip":true}"""), ((string)contact["externalId"]!, contact["attributes"]!.ToJsonString()));
        Assert.Equal("4", (string)(await FindAsync(tenant, "d@example.com"))!["externalId"]!);

        (await tenant.PostAsync($"{Route}/{second["id"]}/undo", new() { ["reason"] = "the wrong file" })).Is(202);
        await service.EndAsync(tenant.Key, (string)second["id"]!);
        var restored = (await FindAsync(tenant, "a@example.com"))!["attributes"]!;
        Assert.Equal("""{"plan":"pro","seats":5}""", restored.ToJsonString());
        Assert.Null((await FindAsync(tenant, "d@example.com"))!["externalId"]);
    }

    [Theory]
    [InlineData("people.csv", "text/csv", "email\na@example.com\n")]
    [InlineData("people.CSV", "application/vnd.ms-excel", "email\na@example.com\n")]
    [InlineData("people.jsonl", "application/octet-stream", "{\"email\": \"a@example.com\"}")]
    [InlineData("people", "application/x-ndjson", "{\"email\": \"a@example.com\"}")]
    public async Task A_form_with_one_file_is_taken_too(string name, string type, string file)
    {
        var tenant = await service.NewTenantAsync();
        using var form = Form((name, type, file));
        form.Add(new StringContent("whatever"), "other");

        var job = await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, form, type: null));

        Assert.Equal("1 1 0 0 0", Counts(job));
    }

    [Fact]
    public async Task Forms_that_are_none_are_refused()
    {
        var tenant = await service.NewTenantAsync();
        using var two = Form(("a.csv", "text/csv", "email\na@example.com\n"), ("b.csv", "text/csv", "email\nb@example.com\n"));
        using var none = new MultipartFormDataContent { { new StringContent("x"), "field" } };
        using var image = Form(("a.png", "image/png", "x"));

        (await service.ImportAsync(tenant.Key, two, type: null)).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        (await service.ImportAsync(tenant.Key, none, type: null)).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        (await service.ImportAsync(tenant.Key, image, type: null)).IsCoded(415, "UNSUPPORTED_MEDIA_TYPE");
        (await service.ImportAsync(tenant.Key, "no form at all", "multipart/form-data; boundary=x")).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        (await service.ImportAsync(tenant.Key, "x", "multipart/form-data")).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        Assert.Null(await FindAsync(tenant, "a@example.com"));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/plain")]
    [InlineData("text/csv; charset=iso-8859-2")]
    [InlineData("nonsense")]
    public async Task Other_types_are_unsupported(string type) =>
        (await service.ImportAsync((await service.NewTenantAsync()).Key, "email\na@example.com\n", type)).IsCoded(415, "UNSUPPORTED_MEDIA_TYPE");

    [Fact]
    public async Task A_compressed_body_is_unsupported()
    {
        var content = new ByteArrayContent([1, 2, 3]);
        content.Headers.ContentEncoding.Add("gzip");

        (await service.ImportAsync((await service.NewTenantAsync()).Key, content, "text/csv")).IsCoded(415, "UNSUPPORTED_MEDIA_TYPE");
    }

    [Theory]
    [InlineData("?dryRun=perhaps", "\"dryRun\" must be true or false")]
    [InlineData("?delimiter=.", "\"delimiter\" must be a comma, a semicolon or a tab")]
    [InlineData("?charset=utf-7", "\"charset\" must be utf-8, utf-16, windows-1250 or windows-1252")]
    [InlineData("?lenient=perhaps", "\"lenient\" must be true or false")]
    [InlineData("?match=name", "\"match\" must be email, phone or external_id")]
    [InlineData("?mapping=email", "\"mapping\" must be a JSON object of names of columns and fields")]
    [InlineData("?mapping={\"email\":\"shoe\"}", "\"mapping\" names a field that does not exist: \"shoe\"")]
    [InlineData("?mapping={\"shoe\":\"email\"}", "The mapping names a column that the file does not have: \"shoe\"")]
    [InlineData("?source=%07", "\"source\" must not contain control characters")]
    public async Task A_wrong_option_is_named(string query, string message)
    {
        var error = (await service.ImportAsync((await service.NewTenantAsync()).Key, "email\na@example.com\n", query: query))
            .IsCoded(400, "INTERNAL_VALIDATION_FAILED");

        Assert.Equal(message, (string)error["message"]!);
    }

    [Theory]
    [InlineData("?delimiter=%3B", ';')]
    [InlineData("?delimiter=tab", '\t')]
    [InlineData("?delimiter=%09", '\t')]
    [InlineData("?delimiter=,", ',')]
    public async Task A_delimiter_may_be_named(string query, char delimiter)
    {
        var tenant = await service.NewTenantAsync();
        var file = $"email{delimiter}firstName\na@example.com{delimiter}Ann\n";

        Assert.Equal("1 1 0 0 0", Counts(await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, file, query: query))));
    }

    [Theory]
    [InlineData("", "utf-16", true)]
    [InlineData("", "utf-16BE", true)]
    [InlineData("?charset=utf-16", "utf-16", false)]
    [InlineData("?charset=Windows-1250", "windows-1250", false)]
    [InlineData("?charset=windows-1252", "windows-1252", false, "Žoë Müller-Õun €")]
    [InlineData("?charset=utf-8", "utf-8", true)]
    public async Task Files_in_other_character_sets_are_read(string query, string charset, bool marked, string name = "Žofie Šťastná")
    {
        var tenant = await service.NewTenantAsync();
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(charset) ?? Encoding.GetEncoding(charset);
        byte[] file = [.. marked ? encoding.GetPreamble() : [], .. encoding.GetBytes($"email;firstName\r\na@example.com;{name}\r\n")];
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "people.csv" } };

        var plain = await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, new ByteArrayContent(file), "text/csv", query));
        var posted = await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, form, type: null, query));

        Assert.Equal(("1 1 0 0 0", "1 0 0 1 0"), (Counts(plain), Counts(posted)));
        Assert.Equal(name, (string)(await FindAsync(tenant, "a@example.com"))!["firstName"]!);
    }

    [Fact]
    public async Task A_file_that_is_no_UTF_16_although_it_says_so_is_refused()
    {
        byte[] file = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("email\n"), 0x00, 0xD8, 0x0A, 0x00];

        var error = (await service.ImportAsync((await service.NewTenantAsync()).Key, new ByteArrayContent(file), "text/csv"))
            .IsCoded(400, "INTERNAL_VALIDATION_FAILED");

        Assert.Equal("The file is not valid UTF-16", (string)error["message"]!);
    }

    [Fact]
    public async Task A_wrong_phone_is_reported_with_its_line_and_costs_the_row_unless_the_import_is_lenient()
    {
        var tenant = await service.NewTenantAsync();
        const string File = "email,phone\n\na@example.com,12\n,13\n";

        var strict = await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, File));
        var lenient = await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, File, query: "?lenient=true"));

        Assert.Equal(("2 0 0 0 2", "2 1 0 0 1"), (Counts(strict), Counts(lenient)));
        Assert.Equal(
            (false, 0, true, 1),
            ((bool)strict["lenient"]!, (int)strict["warnings"]!, (bool)lenient["lenient"]!, (int)lenient["warnings"]!));
        Assert.Equal(
            ["2 3 phone True", "3 4 phone False"],
            lenient["errors"]!.AsArray().Select(error => $"{error!["row"]} {error["line"]} {error["field"]} {(bool)error["imported"]!}"));
        Assert.Null((await FindAsync(tenant, "a@example.com"))!["phone"]);
    }

    [Fact]
    public async Task The_source_of_a_job_is_what_its_rows_get()
    {
        var tenant = await service.NewTenantAsync();

        var job = await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, "email\na@example.com\n"));

        Assert.Equal(("import", "import"), ((string)job["source"]!, (string)(await FindAsync(tenant, "a@example.com"))!["source"]!));
    }

    [Fact]
    public async Task A_dry_run_writes_nothing()
    {
        var tenant = await service.NewTenantAsync();

        var job = await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, "email\na@example.com\nbad\n", query: "?dryRun=true"));

        Assert.Equal("2 1 0 0 1", Counts(job));
        Assert.True((bool)job["dryRun"]!);
        Assert.Null(await FindAsync(tenant, "a@example.com"));
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_a_failed_job()
    {
        var tenant = await service.NewTenantAsync();

        var job = await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, "name\nAnn\n"));

        Assert.Equal(("failed", "The first line must name the columns, \"email\" or \"phone\" among them. It names \"name\""), ((string)job["state"]!, (string)job["message"]!));
    }

    [Fact]
    public async Task Consent_that_was_withdrawn_is_never_raised_and_one_that_was_refused_neither()
    {
        var tenant = await service.NewTenantAsync();
        var (_, withdrawn) = await tenant.NewContactAsync("withdrawn@example.com");
        foreach (var value in new[] { true, false })
            (await tenant.PostAsync("/api/v1/contacts/update", new JsonObject { ["id"] = withdrawn, ["email_subscribed"] = value })).Is(200);
        (await tenant.PostAsync("/api/v1/contacts/create", new JsonObject { ["email"] = "refused@example.com", ["email_subscribed"] = false })).Is(201);
        await tenant.NewContactAsync("silent@example.com");

        await service.EndAsync(tenant.Key, await service.ImportAsync(
            tenant.Key, "email,emailSubscribed\nwithdrawn@example.com,1\nrefused@example.com,1\nsilent@example.com,1\n"));

        foreach (var (email, expected) in new[] { ("withdrawn", false), ("refused", false), ("silent", true) })
            Assert.Equal(expected, (bool)(await FindAsync(tenant, $"{email}@example.com"))!["emailSubscribed"]!);
    }

    [Fact]
    public async Task Jobs_of_another_organisation_and_unknown_ones_are_not_found()
    {
        var (mine, theirs) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        var job = JobOf(await service.ImportAsync(theirs.Key, "email\na@example.com\n"));

        foreach (var id in new[] { job, "0123456789abcdef", "x", "-1" })
            (await mine.GetAsync($"{Route}/{id}")).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        (await theirs.GetAsync($"{Route}/{job}")).Is(200);
    }

    [Fact]
    public async Task The_admin_scope_is_needed_and_a_key()
    {
        var tenant = await service.NewTenantAsync();
        var key = await service.NewKeyAsync(tenant.Slug, "PROD", "public", "contacts");

        (await service.ImportAsync(key, "email\na@example.com\n")).IsCoded(403, "PERMISSION_MEMBER_HAS_NO_PERMISSION");
        (await service.SendTextAsync("POST", Route, "email\n", "text/csv")).IsCoded(401, "PUBLIC_API_KEY_IS_EMPTY");
        (await service.SendAsync("GET", Route, key: tenant.Key)).IsCoded(405, "METHOD_NOT_ALLOWED");
    }

    [Fact]
    public async Task A_repeated_upload_gets_the_same_job_and_another_one_under_its_key_is_a_conflict()
    {
        var tenant = await service.NewTenantAsync();
        const string file = "phone\n+420777123456\n";

        var first = await service.ImportAsync(tenant.Key, file, idempotencyKey: "k");
        var again = await service.ImportAsync(tenant.Key, file, idempotencyKey: "k");

        Assert.Equal(JobOf(first), JobOf(again));
        Assert.Contains("Idempotency-Replayed", again.Response.Headers.Select(header => header.Key));
        (await service.ImportAsync(tenant.Key, file + "x", idempotencyKey: "k")).IsCoded(409, "IDEMPOTENCY_CONFLICT");
        (await service.ImportAsync(tenant.Key, file, query: "?dryRun=true", idempotencyKey: "k")).IsCoded(409, "IDEMPOTENCY_CONFLICT");
        (await service.ImportAsync(tenant.Key, file, idempotencyKey: new string('x', 256))).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        await service.EndAsync(tenant.Key, first);
        Assert.Equal(1, (int)(await tenant.GetAsync("/bff/contact/list")).Is(200)["total"]!);
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_no_job()
    {
        var tenant = await service.NewTenantAsync();
        var (reached, aborted) = (new TaskCompletionSource(), new CancellationTokenSource());
        var request = new HttpRequestMessage(HttpMethod.Post, Route) { Content = new BrokenContent(reached, aborted.Token) };
        request.Content!.Headers.TryAddWithoutValidation("Content-Type", "text/csv");
        request.Headers.Authorization = new("Bearer", tenant.Key);
        var sending = service.Http.SendAsync(request);
        await reached.Task;
        await aborted.CancelAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => sending);

        Assert.Equal("1 1 0 0 0", Counts(await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, "email\nb@example.com\n"))));
        Assert.Null(await FindAsync(tenant, "broken@example.com"));
    }

    private static MultipartFormDataContent Form(params (string Name, string Type, string File)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, type, file) in files)
        {
            var content = new StringContent(file);
            content.Headers.ContentType = new(type);
            form.Add(content, "file", name);
        }
        return form;
    }

    private static async Task<JsonNode?> FindAsync(Tenant tenant, string email) =>
        (await tenant.GetAsync($"/bff/contact/list?filterFulltextQuery={email}")).Is(200)["items"]!.AsArray().FirstOrDefault();

    /// <summary>A body that stops in the middle and never comes to its end.</summary>
    private sealed class BrokenContent(TaskCompletionSource reached, CancellationToken aborted) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, System.Net.TransportContext? context)
        {
            await stream.WriteAsync(Encoding.UTF8.GetBytes("email\n" + string.Concat(Enumerable.Repeat("broken@example.com\n", 50_000))));
            await stream.FlushAsync(CancellationToken.None);
            reached.SetResult();
            await Task.Delay(Timeout.Infinite, aborted);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
