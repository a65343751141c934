namespace Orleans.Runtime;

internal static class MessageCheck
{
    public static void ThrowIfAnyProblem(IEnumerable<Type> implementations)
    {
    }
}
