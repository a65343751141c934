using Contacts.Testing.Postgres;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestCaseOrderer("Contacts.Storage.Tests.Postgres.SkipWithoutPostgres", "Contacts.Storage.Tests")]

namespace Contacts.Storage.Tests.Postgres;

/// <summary>
/// Skips the store contract on PostgreSQL, with the reason, where there is no server: its tests are inherited and cannot carry
/// <see cref="PostgresFactAttribute"/> themselves. Changes no order.
/// </summary>
public sealed class SkipWithoutPostgres(IMessageSink messages) : ITestCaseOrderer
{
    public IEnumerable<TTestCase> OrderTestCases<TTestCase>(IEnumerable<TTestCase> testCases)
        where TTestCase : ITestCase
    {
        foreach (var test in testCases)
        {
            var needsServer = test.TestMethod.TestClass.Class.Interfaces
                .Any(type => type.ToRuntimeType() == typeof(IClassFixture<PostgresFixture>));
            if (needsServer && PostgresSkip.Reason is not null)
                yield return (TTestCase)(object)new SkippedTestCase(messages, test.TestMethod, test.TestMethodArguments);
            else
                yield return test;
        }
    }

    private sealed class SkippedTestCase : XunitTestCase
    {
        public SkippedTestCase(IMessageSink messages, ITestMethod method, object[]? arguments)
            : base(messages, TestMethodDisplay.ClassAndMethod, TestMethodDisplayOptions.None, method, arguments)
        {
        }

        [Obsolete("Called by the runner.")]
        public SkippedTestCase()
        {
        }

        protected override string GetSkipReason(IAttributeInfo factAttribute) => PostgresSkip.Reason!;
    }
}
