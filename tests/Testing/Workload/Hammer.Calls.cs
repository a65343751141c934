using System.Text.Json;

namespace Contacts.Testing.Workload;

/// <content>The calls, and what each may be answered.</content>
public sealed partial class Hammer
{
    private async Task RegisterAsync(Caller caller, string address, string? knownGroup = null)
    {
        var token = Token();
        var group = knownGroup ?? $"group {token}";
        var body = new { email = address, source = "load", groups = (string[])[group], firstName = $"Registered{token}" };
        if (await caller.PostAsync("/api/v1/newsletter/register-contact", body, 200) is not { Status: 200 }) return;
        Acknowledged.Groups.Enqueue(group);
        Succeeded(caller);
    }

    private async Task CreateAsync(Caller caller)
    {
        var lastName = $"Created{Token()}";
        var body = new { email = AnyAddress(caller.Random), lastName, emailSubscribed = true, source = "load" };
        if (await caller.PostAsync("/bff/contact/create", body, 200, 409) is not { Status: 200 } answer) return;
        var contact = answer.Json.GetProperty("contact");
        var id = contact.GetProperty("contactId").GetInt64();
        Acknowledged.Created.Enqueue((id, lastName));
        _known.Add(id, contact.GetProperty("id").GetString()!);
        Succeeded(caller);
    }

    private async Task UpdateAsync(Caller caller)
    {
        if (_known.Contact(caller.Random) is not { } contact) return;
        var lastName = $"Updated{Token()}";
        var body = new { id = contact.Id, last_name = lastName, email_subscribed = caller.Random.Next(4) > 0,
            sms_subscribed = caller.Random.Next(2) > 0 };
        if (await caller.PostAsync("/api/v1/contacts/update", body, 200) is not { Status: 200 } answer) return;
        Acknowledged.Updated.Enqueue((answer.Json.GetProperty("contact").GetProperty("id").GetInt64(), lastName));
        Succeeded(caller);
    }

    private async Task ChangeEmailAsync(Caller caller, string newEmail)
    {
        if (_known.Contact(caller.Random) is not { } contact) return;
        if (await caller.GetAsync($"/bff/contact/detail?id={contact.ExternalId}", 200) is not { Status: 200 } detail) return;
        var currentEmail = detail.Json.GetProperty("contact").GetProperty("email").GetString()!;
        if (newEmail == currentEmail) return;
        var reason = $"reason {Token()}";
        var body = new { id = contact.ExternalId, currentEmail, newEmail, reason, confirmMerge = caller.Random.Next(2) > 0 };
        if (await caller.PostAsync("/bff/contact/detail-change-email", body, 200, 409) is not { Status: 200 }) return;
        Acknowledged.Renamed.Enqueue(reason);
        Succeeded(caller);
    }

    private async Task MergeAsync(Caller caller)
    {
        if (_known.Contact(caller.Random) is not { } final || _known.Contact(caller.Random) is not { } legacy) return;
        var body = new { finalCustomerId = final.ExternalId, legacyCustomerId = legacy.ExternalId };
        if (await caller.PostAsync("/bff/contact/merge-customers", body, 200, 400) is not { Status: 200 } answer) return;
        var mergeId = answer.Json.GetProperty("mergeId").GetString()!;
        Acknowledged.Merged.Enqueue(mergeId);
        _known.AddMerge(mergeId);
        Succeeded(caller);
    }

    private async Task UndoAsync(Caller caller)
    {
        if (_known.Merge(caller.Random) is not { } mergeId) return;
        var reason = $"reason {Token()}";
        if (await caller.PostAsync("/bff/contact/merge-undo", new { mergeId, reason }, 200, 409) is not { Status: 200 }) return;
        Acknowledged.Undone.Enqueue((mergeId, reason));
        Succeeded(caller);
    }

    private async Task SubmitFormAsync(Caller caller)
    {
        var message = $"ticket {Token()} end";
        var body = new { message, customerEmail = AnyAddress(caller.Random), customerFirstName = "Customer",
            sendToEmail = "desk@example.com" };
        if (await caller.PostAsync("/api/v1/support/contact-form", body, 200) is not { Status: 200 }) return;
        Acknowledged.Tickets.Enqueue(message);
        Succeeded(caller);
    }

    private async Task SpendPermitAsync(Caller caller)
    {
        if (await caller.SendAsync(HttpMethod.Get, "/api/v1/groups?per_page=1", _tenancy.LimitedKey, null, 200,
            429) is not { Status: 200 } answer) return;
        Acknowledged.Permits.AddOrUpdate(answer.MinuteEnds!, 1, (_, count) => count + 1);
        Succeeded(caller);
    }

    /// <summary>Learns of the contacts that sign-ups made.</summary>
    private async Task MeasureAsync(Caller caller)
    {
        if (await caller.GetAsync("/bff/contact/list?limit=100", 200) is not { Status: 200 } answer) return;
        foreach (JsonElement item in answer.Json.GetProperty("items").EnumerateArray())
            _known.Add(item.GetProperty("contactId").GetInt64(), item.GetProperty("id").GetString()!);
        Succeeded(caller);
    }
}
