namespace Bifrost.Integration.Tests.HardCases;

/// <summary>The test shows a row of <see cref="Matrix"/>; a test may show several.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class RowAttribute(string row) : PropertyAttribute("Row", row)
{
    public string Row { get; } = row;
}
