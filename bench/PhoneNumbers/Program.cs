// Nanoseconds per parse of typical numbers: the median of rounds, after warming up, with the bytes that one parse allocates.
// The first line is the cost of the very first parse, which loads the plans: once per process.
// Run with: dotnet run -c Release --project bench/PhoneNumbers
using System.Diagnostics;
using Contacts.PhoneNumbers;

const int Rounds = 41;
const int ParsesPerRound = 20_000;

(string Text, string? Region)[] numbers =
[
    ("+420777123456", null),
    ("+420 777 123 456", null),
    ("00420777123456", null),
    ("777 123 456", "CZ"),
    ("+16502530000", null),
    ("(650) 253-0000", "US"),
    ("+14169791234", null),
    ("+13406421234", null),
    ("+442079460018", null),
    ("+4915123456789", null),
    ("+8613912345678", null),
    ("+5491123456789", null),
    ("011 15 2345-6789", "AR"),
    ("+919876543210", null),
    ("+420 100000000", null),
    ("not a number", null),
];

var first = Stopwatch.GetTimestamp();
PhoneNumber.TryParse(numbers[0].Text, null, out _, out _);
Console.WriteLine($"first parse of the process {Stopwatch.GetElapsedTime(first).TotalMilliseconds,10:F2} ms");

Console.WriteLine($"{"text",-26} {"region",-6} {"result",-18} {"ns",8} {"bytes",6}");
foreach (var (text, region) in numbers)
{
    for (var i = 0; i < 3; i++)
        Round(text, region);

    var allocated = GC.GetAllocatedBytesForCurrentThread();
    Round(text, region);
    allocated = (GC.GetAllocatedBytesForCurrentThread() - allocated) / ParsesPerRound;

    var rounds = Enumerable.Range(0, Rounds).Select(_ => Round(text, region)).Order().ToArray();
    PhoneNumber.TryParse(text, region, out var number, out var error);
    Console.WriteLine($"{text,-26} {region,-6} {(number == default ? error : number),-18} {rounds[Rounds / 2],8:F0} {allocated,6}");
}

static double Round(string text, string? region)
{
    var start = Stopwatch.GetTimestamp();
    for (var i = 0; i < ParsesPerRound; i++)
        PhoneNumber.TryParse(text, region, out _, out _);
    return Stopwatch.GetElapsedTime(start).TotalNanoseconds / ParsesPerRound;
}
