using Contacts.Grains.Contacts;

namespace Contacts.Grains.Imports;

/// <summary>Lets rows of imports and undos write where sign-ups leave room: past half of what may wait they wait themselves.</summary>
public sealed class ImportRoom(ContactWriter writer, ImportOptions options, TimeProvider time)
{
    /// <summary>What a step takes of the room, however many rows it has.</summary>
    private const int MostReserved = 256;

    /// <summary>
    /// Waits for room for so many rows; <paramref name="hold"/> keeps the job meanwhile. False where another process has taken it.
    /// </summary>
    public async Task<bool> EnterAsync(int rows, Func<Task<bool>> hold, CancellationToken cancellationToken)
    {
        var heldSince = time.GetTimestamp();
        while (!writer.TryReserve(Math.Min(rows, MostReserved)))
        {
            await Task.Delay(options.Pause, time, cancellationToken);
            if (time.GetElapsedTime(heldSince) < options.Lease / 3) continue;
            if (!await hold()) return false;
            heldSince = time.GetTimestamp();
        }
        return true;
    }

    public void Leave(int rows) => writer.Release(Math.Min(rows, MostReserved));
}
