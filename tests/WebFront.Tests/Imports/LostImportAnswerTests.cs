using System.Text;
using Contacts.WebFront.Admin.Imports;
using Contacts.WebFront.Tests.Idempotency;
using Microsoft.Extensions.Configuration;
using static Contacts.WebFront.Tests.Imports.ImportCalls;

namespace Contacts.WebFront.Tests.Imports;

public sealed class LostImportAnswerTests(ForgetfulService service) : IClassFixture<ForgetfulService>
{
    [Fact]
    public async Task An_upload_whose_answer_was_lost_is_answered_from_its_job()
    {
        var tenant = await service.NewTenantAsync();
        const string file = "phone\n+420777123456\n";
        service.Store.LosesAnswers = true;
        var first = await service.ImportAsync(tenant.Key, file, idempotencyKey: "k");
        service.Store.LosesAnswers = false;
        service.Store.Later = TimeSpan.FromMinutes(2);

        var again = await service.ImportAsync(tenant.Key, file, idempotencyKey: "k");

        Assert.Equal(JobOf(first), JobOf(again));
        await service.EndAsync(tenant.Key, again);
        Assert.Equal(1, (int)(await tenant.GetAsync("/bff/contact/list")).Is(200)["total"]!);
    }
}
