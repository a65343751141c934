using System.Diagnostics;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using Contacts.Core.Keys;

namespace Contacts.Testing;

/// <summary>The service as a process of its own, on a free loopback port: started, stopped by signal, killed.</summary>
public sealed class SiloProcess : IAsyncDisposable
{
    public const string SampleKey = ApiKeyText.Sample;

    /// <summary>Stands in a setting for the number of a port of its own.</summary>
    public const string AnyPort = "{port}";

    private const string SiloProgram = "Contacts.Silo.dll";

    // The first line of a process that listens.
    private static readonly string[] _startLines = ["Contacts service on", "Contacts front on"];
    private static readonly TimeSpan _startLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(2);

    private readonly Process _process;
    private readonly List<ReservedPort> _ports;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously); // Or ended.

    private SiloProcess(Process process, List<ReservedPort> ports)
    {
        (_process, _ports) = (process, ports);
        Http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{Port}"), Timeout = TimeSpan.FromMinutes(1) };
    }

    public int Id => _process.Id;
    public int Port => _ports[0].Number;
    public HttpClient Http { get; }

    public string Output
    {
        get
        {
            lock (_output) return _output.ToString();
        }
    }

    /// <summary>Starts the service and waits until it is ready.</summary>
    public static Task<SiloProcess> StartAsync(params string[] settings) => StartProgramAsync(SiloProgram, settings);

    /// <summary>Starts another program of the service, such as a front of its own, and waits until it is ready.</summary>
    public static async Task<SiloProcess> StartProgramAsync(string program, params string[] settings)
    {
        var silo = Launch(program, settings);
        await silo._started.Task.WaitAsync(_startLimit).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await silo.ReachAsync(silo.IsReadyAsync, _pause);
        return silo;
    }

    /// <summary>Starts the service, or another program of it, and waits for nothing but what is asked for: ready it may never be.</summary>
    public static async Task<SiloProcess> BeginAsync(Func<SiloProcess, bool> isFarEnough, string[] settings, string program = SiloProgram)
    {
        var silo = Launch(program, settings);
        await silo.ReachAsync(() => Task.FromResult(isFarEnough(silo)), _moment);
        return silo;
    }

    /// <summary>Starts the service and waits for its end: for starts that must fail.</summary>
    public static async Task<(int ExitCode, string Output)> RunToEndAsync(params string[] settings)
    {
        await using var silo = Launch(SiloProgram, settings);
        using var limit = new CancellationTokenSource(_startLimit);
        await silo._process.WaitForExitAsync(limit.Token);
        return (silo._process.ExitCode, silo.Output);
    }

    /// <summary>As by kill -9: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>As by kill: asks the process to stop and waits for it.</summary>
    public async Task<int> TerminateAsync()
    {
        Signal(_process.Id, 15);
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) await KillAsync();
        Http.Dispose();
        _process.Dispose();
        foreach (var port in _ports) port.Dispose();
    }

    private static SiloProcess Launch(string program, string[] settings)
    {
        List<ReservedPort> ports = [new()];
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, program));
        start.ArgumentList.Add($"--urls=http://127.0.0.1:{ports[0].Number}");
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        StartCheaply(start);
        foreach (var setting in settings)
        {
            if (setting.Contains(AnyPort, StringComparison.Ordinal)) ports.Add(new());
            if (setting.StartsWith("OTEL_", StringComparison.Ordinal)) start.Environment[setting.Split('=')[0]] = setting.Split('=')[1];
            else start.ArgumentList.Add($"--{setting.Replace(AnyPort, $"{ports[^1].Number}", StringComparison.Ordinal)}");
        }
        var process = new Process { StartInfo = start };
        var silo = new SiloProcess(process, ports);
        process.OutputDataReceived += silo.Keep;
        process.ErrorDataReceived += silo.Keep;
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return silo;
    }

    /// <summary>Leaves out what pays only in processes that live longer, and is the most of a start's cost after the JIT.</summary>
    public static void StartCheaply(ProcessStartInfo start)
    {
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_GCgen0size"] = "4000000"; // 64 MiB in hexadecimal: a start then collects nothing.
    }

    private async Task ReachAsync(Func<Task<bool>> isFarEnough, TimeSpan pause)
    {
        var start = Stopwatch.StartNew();
        while (!await isFarEnough())
        {
            if (_process.HasExited || start.Elapsed > _startLimit)
                throw new InvalidOperationException($"The service did not get that far:{Environment.NewLine}{Output}");
            await Task.Delay(pause);
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (_output) _output.AppendLine(line.Data);
        if (line.Data is null || _startLines.Any(start => line.Data.Contains(start, StringComparison.Ordinal))) _started.TrySetResult();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var response = await Http.GetAsync("/health/ready");
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false; // Not listening yet.
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Signal(int processId, int signal);
}
