using System.Collections.Concurrent;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Contacts.Testing;

/// <summary>Keeps every line that is logged, scopes and exceptions included.</summary>
public sealed class LogCapture : ILoggerProvider, ILogger, ISupportExternalScope
{
    private readonly ConcurrentDictionary<string, ConcurrentQueue<string>> _categories = new();
    private IExternalScopeProvider? _scopes;

    public ConcurrentQueue<(LogLevel Level, string Text)> Lines { get; } = new();

    public ILogger<T> For<T>() => new LoggerFactory([this]).CreateLogger<T>();

    /// <summary>The lines of one category.</summary>
    public IEnumerable<string> Of(string category) => _categories.TryGetValue(category, out var lines) ? lines : [];

    public ILogger CreateLogger(string categoryName) => new Category(this, _categories.GetOrAdd(categoryName, _ => new()));

    public void Dispose()
    {
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var text = new StringBuilder(formatter(state, exception)).Append(exception);
        _scopes?.ForEachScope((scope, into) => into.Append(scope), text);
        Lines.Enqueue((logLevel, text.ToString()));
    }

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    private sealed class Category(LogCapture all, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lines.Enqueue(formatter(state, exception));
            all.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
