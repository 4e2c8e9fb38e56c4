using System.Reflection;
using System.Text.RegularExpressions;

namespace Bifrost.Integration.Tests.HardCases;

/// <summary>The list of cases against the tests of this assembly.</summary>
public sealed partial class MatrixTests
{
    private static readonly IReadOnlyList<(MethodInfo Test, IReadOnlyList<string> Rows)> Tests =
    [
        .. typeof(MatrixTests).Assembly.GetTypes().SelectMany(static type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(static method => method.IsDefined(typeof(TestAttribute)) || method.IsDefined(typeof(TestCaseAttribute)) || method.IsDefined(typeof(TestCaseSourceAttribute)))
            .Select(static method => (method, (IReadOnlyList<string>)[.. method.GetCustomAttributes<RowAttribute>().Select(static row => row.Row)])),
    ];

    [TestCaseSource(typeof(Matrix), nameof(Matrix.All))]
    public void Every_case_has_a_test_that_carries_its_name(string row) =>
        Tests.ShouldContain(test => test.Rows.Contains(row), $"no test has [Row(\"{row}\")]");

    [Test]
    public void Every_name_that_a_test_carries_is_a_cases() => Tests.SelectMany(static test => test.Rows).Except(Matrix.All).ShouldBeEmpty();

    [Test]
    public void A_test_of_this_folder_begins_with_the_name_of_its_case()
    {
        foreach (var (test, rows) in Tests.Where(static one => one.Test.DeclaringType!.Namespace == typeof(MatrixTests).Namespace && one.Test.DeclaringType != typeof(MatrixTests)))
            rows.ShouldContain(row => test.Name.StartsWith(Words(row) + "_", StringComparison.OrdinalIgnoreCase), $"{test.DeclaringType!.Name}.{test.Name}");
    }

    private static string Words(string row) => NoWord().Replace(row, "_").Trim('_');

    [GeneratedRegex("[^A-Za-z0-9]+")]
    private static partial Regex NoWord();
}
