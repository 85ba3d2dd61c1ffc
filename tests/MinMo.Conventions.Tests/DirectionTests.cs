using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MinMo.Conventions.Tests;

/// <summary>References point one way: each project may name only what stands here (docs/architecture.md).</summary>
public sealed class DirectionTests
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["MinMo.Abstractions"] = [],
        ["MinMo.Audio"] = [],
        ["MinMo.Protocols"] = ["MinMo.Audio"],
        ["MinMo.Conversation"] = ["MinMo.Audio", "MinMo.Abstractions"],
        ["MinMo.Models"] = ["MinMo.Audio"],
        ["MinMo.Inference"] = ["MinMo.Models", "MinMo.Audio", "MinMo.Abstractions"],
        ["MinMo.Streams"] = ["MinMo.Abstractions"],
        ["MinMo.Training"] = ["MinMo.Models", "MinMo.Conversation", "MinMo.Audio", "MinMo.Abstractions"],
        ["MinMo.Grains"] = ["MinMo.Conversation", "MinMo.Streams", "MinMo.Abstractions"],
        ["MinMo.Gateways"] = ["MinMo.Protocols", "MinMo.Audio", "MinMo.Abstractions"],
        ["MinMo.LoadTest"] = ["MinMo.Protocols", "MinMo.Audio", "MinMo.Abstractions"],
        ["MinMo.Server"] =
        [
            "MinMo.Abstractions", "MinMo.Audio", "MinMo.Protocols", "MinMo.Conversation", "MinMo.Models",
            "MinMo.Inference", "MinMo.Streams", "MinMo.Grains", "MinMo.Gateways",
        ],
        ["MinMo.Cli"] =
        [
            "MinMo.Abstractions", "MinMo.Audio", "MinMo.Protocols", "MinMo.Conversation", "MinMo.Models",
            "MinMo.Inference", "MinMo.Streams", "MinMo.Grains", "MinMo.Gateways", "MinMo.Server",
            "MinMo.Training", "MinMo.LoadTest",
        ],
    };

    // Namespace, and the projects that may use it.
    private static readonly (string Namespace, string[] Projects)[] Confined =
    [
        ("TorchSharp", ["MinMo.Models", "MinMo.Inference", "MinMo.Training"]),
        ("Microsoft.ML.OnnxRuntime", ["MinMo.Models", "MinMo.Inference", "MinMo.Training"]),
        ("Orleans.Hosting", ["MinMo.Streams", "MinMo.Grains", "MinMo.Server"]),
        ("Orleans.Runtime", ["MinMo.Streams", "MinMo.Grains", "MinMo.Server", "MinMo.Gateways"]),
        ("System.Net.Sockets", ["MinMo.Gateways", "MinMo.LoadTest", "MinMo.Server"]),
        ("System.Net.WebSockets", ["MinMo.Gateways", "MinMo.LoadTest", "MinMo.Server"]),
    ];

    private static readonly string[] Pure = ["MinMo.Abstractions", "MinMo.Audio", "MinMo.Protocols", "MinMo.Conversation"];

    public static TheoryData<string> Projects => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_only_what_lies_below_it(string project)
    {
        var named = XDocument.Parse(RepositoryFiles.Read($"src/{project}/{project}.csproj"))
            .Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!))
            .Where(name => name.StartsWith("MinMo.", StringComparison.Ordinal) && name != "MinMo.Build");

        foreach (string name in named)
        {
            Assert.True(Allowed[project].Contains(name), $"{project} must not reference {name}.");
        }
    }

    [Fact]
    public void Every_project_has_its_place()
    {
        var projects = RepositoryFiles.Under("src", "*.csproj").Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(Allowed.Keys.Order(StringComparer.Ordinal), projects.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_uses_only_the_namespaces_it_may(string project)
    {
        foreach (var (name, projects) in Confined.Where(rule => !rule.Projects.Contains(project)))
        {
            var use = new Regex($@"^\s*(global\s+)?using\s+(static\s+)?{Regex.Escape(name)}(\.|;)", RegexOptions.Multiline);
            foreach (string path in RepositoryFiles.Under($"src/{project}", "*.cs"))
            {
                Assert.False(use.IsMatch(RepositoryFiles.Read(path)), $"{path} must not use {name}.");
            }
        }
    }

    [Fact]
    public void Pure_projects_know_no_hosting()
    {
        var use = new Regex(@"^\s*using\s+Microsoft\.Extensions\.(Hosting|DependencyInjection|Logging)", RegexOptions.Multiline);
        foreach (string path in Pure.SelectMany(project => RepositoryFiles.Under($"src/{project}", "*.cs")))
        {
            Assert.False(use.IsMatch(RepositoryFiles.Read(path)), $"{path} must not use hosting types.");
        }
    }
}
