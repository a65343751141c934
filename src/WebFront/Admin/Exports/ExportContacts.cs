using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Exports;
using Contacts.WebFront.Admin.Contacts;
using Contacts.WebFront.Pipeline;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Description;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Exports;

internal static class ExportContacts
{
    public static ApiGroup MapAdminExports(this ApiGroup api) => api.Tagged("Admin: contacts")
        .Stream("/contact/export", [Csv.Type, ExportDownload.NdjsonType], HandleAsync, Failure.ExportsUnderWay);

    /// <summary>Export contacts</summary>
    /// <remarks>
    /// The contacts that the list's filters leave, of one snapshot, by id, the oldest first, as CSV by RFC 4180 or JSON lines in UTF-8.
    /// Sent as it is read; the trailer `X-Export-Rows`, and the last line `{"rows": n}` of JSON lines, tell that it is whole: where
    /// something fails in the middle the connection is broken off. An import takes the file back and changes nothing.
    /// </remarks>
    [ParametersOf(typeof(ContactFilters)), ParametersOf(typeof(ExportOptions))]
    public static async Task<Failure?> HandleAsync(ApiCall call)
    {
        var values = new QueryValues(call.Http.Request.Query);
        var request = ExportOptions.Read(ref values, ContactFilters.Read(ref values)) with { Trail = call.Trail };
        return values.Problem ?? await ExportDownload.SendAsync(call.Http, call.OfOrganisation<IContactExportGrain>(), request);
    }
}
