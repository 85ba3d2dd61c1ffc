using MinMo.Models.Checkpoints;
using MinMo.Models.Parity;
using MinMo.Testing.Files;

namespace MinMo.Models.Tests.Parity;

public sealed class GoldenRunnerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1.0009f, GoldenStatus.Passed)]
    [InlineData(1.0011f, GoldenStatus.Failed)]
    [InlineData(float.NaN, GoldenStatus.Failed)]
    [InlineData(float.PositiveInfinity, GoldenStatus.Failed)]
    public void Errors_are_relative_to_the_largest_value(float second, GoldenStatus expected)
    {
        // The second value misses 1 by about 1e-3; the largest value is 1.
        WriteGolden("golden", [0.5f, 1f], tolerance: 1e-3);

        var result = Run("golden", outputs => outputs.Add("y", [2], [0.5f, second]));

        Assert.Equal(expected, result.Status);
    }

    [Fact]
    public void Only_elements_that_count_are_judged()
    {
        WriteGolden("golden", [0.5f, 1f], tolerance: 0);

        var result = Run("golden", outputs => outputs.Add("y", [2], [0.5f, 99f], [true, false]));

        Assert.Equal(GoldenStatus.Passed, result.Status);
    }

    [Fact]
    public void Another_shape_fails()
    {
        WriteGolden("golden", [0.5f, 1f], tolerance: 1);

        var result = Run("golden", outputs => outputs.Add("y", [1, 2], [0.5f, 1f]));

        Assert.Equal(GoldenStatus.Failed, result.Status);
        Assert.Contains("[1, 2]", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_output_fails_but_stages_are_not_judged()
    {
        WriteGolden("golden", [1f], tolerance: 1);
        _folder.Write("golden/outputs.json", """{"stage.inner": 1, "ids": [1, 2]}""");

        var without = Run("golden", outputs => outputs.Add("y", [1], [1f]));
        var with = Run("golden", outputs =>
        {
            outputs.Add("y", [1], [1f]);
            outputs.AddJson("ids", new[] { 1, 2 });
        });

        Assert.Equal((GoldenStatus.Failed, "the output 'ids' is missing"), (without.Status, without.Detail));
        Assert.Equal(GoldenStatus.Passed, with.Status);
    }

    [Theory]
    [InlineData("""{"a": 1.0, "b": ["x", null]}""", true)]
    [InlineData("""{"b": ["x", null], "a": 1}""", true)]
    [InlineData("""{"a": 1, "b": ["x"]}""", false)]
    [InlineData("""{"a": "1", "b": ["x", null]}""", false)]
    [InlineData("""{"a": 1, "b": ["x", null], "c": 0}""", false)]
    public void Json_is_equal_by_value(string ours, bool isEqual)
    {
        WriteGolden("golden", [], tolerance: 0);
        _folder.Write("golden/outputs.json", """{"value": {"a": 1, "b": ["x", null]}}""");

        var result = Run("golden", outputs =>
        {
            outputs.Add("y", [0], Array.Empty<float>());
            outputs.AddJson("value", System.Text.Json.Nodes.JsonNode.Parse(ours));
        });

        Assert.Equal(isEqual, result.Status == GoldenStatus.Passed);
    }

    [Fact]
    public void An_unknown_kind_fails_and_an_exception_is_told()
    {
        WriteGolden("golden", [1f], tolerance: 1);

        var unknown = new GoldenRunner([], null).Run(_folder.Of("golden"));
        var thrown = Run("golden", _ => throw new InvalidOperationException("on purpose"));

        Assert.Equal((GoldenStatus.Failed, "the kind 'test.kind' is unknown"), (unknown.Status, unknown.Detail));
        Assert.Equal(GoldenStatus.Failed, thrown.Status);
        Assert.Contains("on purpose", thrown.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_that_are_not_installed_skip_and_others_are_found_by_their_folder()
    {
        WriteGolden("family/golden", [1f], tolerance: 1, checkpoint: "../../../weights/some-model");
        Directory.CreateDirectory(_folder.Of("installed", "some-model"));
        var kind = new ScriptedKind(outputs => outputs.Add("y", [1], [1f]));

        var skipped = new GoldenRunner([kind], null).Run(_folder.Of("family", "golden"));
        var found = new GoldenRunner([kind], _folder.Of("installed")).Run(_folder.Of("family", "golden"));

        Assert.Equal((GoldenStatus.Skipped, "the weights 'some-model' are not installed"), (skipped.Status, skipped.Detail));
        Assert.Equal(GoldenStatus.Passed, found.Status);
    }

    [Fact]
    public void A_checkpoint_missing_from_the_family_fails()
    {
        WriteGolden("family/golden", [1f], tolerance: 1, checkpoint: "../checkpoints/absent");

        var result = Run("family/golden", outputs => outputs.Add("y", [1], [1f]));

        Assert.Equal(GoldenStatus.Failed, result.Status);
    }

    [Fact]
    public void Goldens_are_found_at_any_depth_and_by_family()
    {
        WriteGolden("a/one", [1f], tolerance: 1);
        WriteGolden("b/deeper/two", [1f], tolerance: 1, kind: "other.kind");

        Assert.Equal([_folder.Of("a/one"), _folder.Of("b/deeper/two")], GoldenRunner.Find(_folder.Path));
        Assert.Equal([_folder.Of("b/deeper/two")], GoldenRunner.Find(_folder.Path, "other"));
    }

    private GoldenResult Run(string golden, Action<GoldenOutputs> compute)
        => new GoldenRunner([new ScriptedKind(compute)], null).Run(_folder.Of(golden));

    private void WriteGolden(
        string name, float[] expected, double tolerance, string? checkpoint = null, string kind = "test.kind")
    {
        var json = System.Text.Json.JsonSerializer.Serialize(new
        {
            kind,
            checkpoint,
            parameters = new { },
            tolerances = new Dictionary<string, double> { ["*"] = tolerance },
        });
        _folder.Write($"{name}/golden.json", json);
        var writer = new SafetensorsWriter();
        writer.Add("y", [expected.Length], expected);
        writer.Save(_folder.Of(name, "outputs.safetensors"));
    }

    private sealed class ScriptedKind(Action<GoldenOutputs> compute) : IGoldenKind
    {
        public string Name => "test.kind";

        public void Run(GoldenCase golden, GoldenOutputs outputs) => compute(outputs);
    }
}
