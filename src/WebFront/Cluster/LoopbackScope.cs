using System.Security.Cryptography;
using System.Text;

namespace Contacts.WebFront.Cluster;

/// <summary>
/// Names how far a loopback address reaches: this start of this machine and, on Linux, this network namespace. Silos that advertise one may
/// share a database with those of other machines or containers, and must not take them for neighbours that are gone.
/// </summary>
internal static class LoopbackScope
{
    private const string BootId = "/proc/sys/kernel/random/boot_id";
    private const string NetworkNamespace = "/proc/self/ns/net";

    public static string Name { get; } = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Read())))[..16];

    private static string Read()
    {
        try
        {
            return $"{Environment.MachineName} {File.ReadAllText(BootId)} {new FileInfo(NetworkNamespace).LinkTarget}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Environment.MachineName;
        }
    }
}
