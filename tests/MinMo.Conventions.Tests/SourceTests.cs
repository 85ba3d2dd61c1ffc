using System.Text.RegularExpressions;

namespace MinMo.Conventions.Tests;

/// <summary>What every source file keeps to.</summary>
public sealed partial class SourceTests
{
    private static readonly string[] Kinds =
        ["Utils", "Utilities", "Helpers", "Extensions", "Interfaces", "Common", "Shared", "Misc"];

    private static readonly string[] EmptyNames = ["Manager", "Helper", "Helpers", "Util", "Utils", "Service", "Processor"];

    [Fact]
    public void Folders_are_features_and_not_kinds()
        => Assert.All(
            RepositoryFiles.Under("src", "*.cs"),
            path => Assert.DoesNotContain(path.Split('/'), folder => Kinds.Contains(folder)));

    [Fact]
    public void Type_names_say_what_a_thing_is()
    {
        foreach (string path in RepositoryFiles.Under("src", "*.cs"))
        {
            foreach (Match type in TypeDeclaration().Matches(RepositoryFiles.Read(path)))
            {
                string name = type.Groups["name"].Value;
                Assert.False(
                    EmptyNames.Any(ending => name.EndsWith(ending, StringComparison.Ordinal)),
                    $"{path}: the name {name} says nothing.");
            }
        }
    }

    [Fact]
    public void Warnings_are_not_switched_off()
        => Assert.All(
            RepositoryFiles.Under("src", "*.cs").Concat(RepositoryFiles.Under("tests", "*.cs")),
            path => Assert.False(Pragma().IsMatch(RepositoryFiles.Read(path)), $"{path} switches a warning off."));

    [Fact]
    public void Suppressions_are_justified()
        => Assert.All(
            RepositoryFiles.Under("src", "*.cs"),
            path => Assert.All(
                Suppression().Matches(RepositoryFiles.Read(path)),
                match => Assert.Contains("Justification", match.Value, StringComparison.Ordinal)));

    [Fact]
    public void A_file_has_one_public_type_or_one_closed_family()
    {
        foreach (string path in RepositoryFiles.Under("src", "*.cs"))
        {
            var types = TopLevelPublicType().Matches(RepositoryFiles.Read(path));
            if (types.Count > 1 && !IsFamily(RepositoryFiles.Read(path)))
            {
                Assert.Fail($"{path} has {types.Count} public types that are no family of records.");
            }
        }
    }

    [Fact]
    public void Markers_for_later_name_an_issue()
        => Assert.All(
            RepositoryFiles.Under("src", "*.cs"),
            path => Assert.False(
                OpenMarker().IsMatch(RepositoryFiles.Read(path)), $"{path} has a marker without an issue number."));

    // The family's base stands in the file, or all its records derive from one base elsewhere.
    private static bool IsFamily(string source)
        => source.Contains("public abstract record", StringComparison.Ordinal)
            || RecordBase().Matches(source).Select(match => match.Groups["base"].Value).Distinct().Count() == 1;

    [GeneratedRegex(@"^\s*(public|internal|private)\s[^=;(]*\b(class|record|struct|interface|enum)\s+(struct\s+|class\s+)?(?<name>\w+)",
        RegexOptions.Multiline)]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"^public\s[^=;(]*\b(class|record|struct|interface|enum|delegate)\b", RegexOptions.Multiline)]
    private static partial Regex TopLevelPublicType();

    [GeneratedRegex(@"^public sealed record \w+(\([^{;]*?\))?\s*:\s*(?<base>\w+)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex RecordBase();

    [GeneratedRegex(@"^\s*#pragma\s+warning\s+disable", RegexOptions.Multiline)]
    private static partial Regex Pragma();

    [GeneratedRegex(@"\[(assembly:\s*)?SuppressMessage\([^\]]*\]")]
    private static partial Regex Suppression();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK)\b(?!\s*\(#\d+\))")]
    private static partial Regex OpenMarker();
}
