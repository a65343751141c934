using System.Text;
using Contacts.Core.Imports;
using Contacts.WebFront.Console.Shell;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Console.Imports;

/// <summary>The refused rows of an import as CSV for spreadsheets: row, line, field, and what is wrong with it.</summary>
internal static class RefusedRows
{
    public static async Task<Failure?> WriteAsync(ConsoleCall call)
    {
        if (await ImportPages.FindAsync(call) is not { } report) return Failure.ImportNotFound;
        var response = call.Http.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"refused-{ImportId.Text(report.Id)}.csv\"";
        response.Headers.CacheControl = "no-store";
        // Spreadsheets know UTF-8 by its mark.
        var text = new StringBuilder("\ufeffrow,line,field,message\r\n");
        foreach (var error in report.Errors)
        {
            var failure = Failures.Of(error.Problem, Dialect.Coded);
            var message = error.Problem.Detail is { } detail ? $"{failure.Message}: {detail}" : failure.Message;
            text.Append(error.Row).Append(',').Append(error.Line).Append(',')
                .Append(Cell(Failures.NameOf(error.Problem.Field, Dialect.Coded))).Append(',').Append(Cell(message)).Append("\r\n");
        }
        await response.WriteAsync(text.ToString(), call.Aborted);
        return null;
    }

    /// <summary>Quoted; what a spreadsheet would take for a formula is preceded by an apostrophe.</summary>
    private static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        var isFormula = value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n';
        return $"\"{(isFormula ? "'" : "")}{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
