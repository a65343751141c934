using Contacts.Core.Audit;
using Contacts.Grains.Abstractions.PersonalData;
using Contacts.WebFront.Pipeline;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Description;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.PersonalData;

internal static class DownloadPersonalData
{
    private const string Zip = "application/zip";

    public static ApiGroup MapAdminPersonalData(this ApiGroup api) => api.Tagged("Admin: contacts")
        .Stream("/contact/personal-data", [Zip], HandleAsync, Failure.ContactNotFound);

    /// <summary>Download all that is kept of a person</summary>
    /// <remarks>
    /// A zip file with `data.json`, `index.html` and `README.txt`: the contact and all that were merged into it, consents with their
    /// evidence, history, tickets, mails and rows of imports. Nothing of other people is in it, also not who of the staff did something.
    /// </remarks>
    [Parameter<string>("id", "External id of the contact, also one that was merged away.", "a8Kd0Qz3LmX91bTy", IsRequired = true)]
    public static async Task<Failure?> HandleAsync(ApiCall call)
    {
        var values = new QueryValues(call.Http.Request.Query);
        var id = values.Text("id");
        if (values.Problem is { } problem) return problem;
        return id is null
            ? Failure.Required("id")
            : await SendAsync(call.Http, call.OfOrganisation<IPersonalDataGrain>(), id, call.Trail);
    }

    /// <summary>Sends the file of a contact; what stands in the way where it cannot.</summary>
    public static async Task<Failure?> SendAsync(HttpContext http, IPersonalDataGrain people, string contactId, CommandTrail? trail)
    {
        if (await people.DownloadAsync(contactId, trail, http.RequestAborted) is not { } file) return Failure.ContactNotFound;
        var headers = http.Response.Headers;
        http.Response.ContentType = Zip;
        http.Response.ContentLength = file.Bytes.Length;
        headers.ContentDisposition = "attachment; filename=\"personal-data.zip\"";
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
        await http.Response.BodyWriter.WriteAsync(file.Bytes.AsMemory(), http.RequestAborted);
        return null;
    }
}
