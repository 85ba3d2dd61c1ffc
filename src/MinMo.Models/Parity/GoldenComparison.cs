using System.Text.Json;

namespace MinMo.Models.Parity;

/// <summary>Compares what we computed with what the reference computed.</summary>
internal sealed class GoldenComparison
{
    /// <summary>Errors are relative to the reference's largest value, but never to less than this.</summary>
    private const double SmallestScale = 1e-6;

    private readonly GoldenCase _golden;
    private readonly GoldenOutputs _ours;
    private double _worstRatio = -1;
    private double _error;
    private double _tolerance;
    private string _detail = string.Empty;

    private GoldenComparison(GoldenCase golden, GoldenOutputs ours) => (_golden, _ours) = (golden, ours);

    public static GoldenResult Judge(GoldenCase golden, GoldenOutputs ours)
    {
        var comparison = new GoldenComparison(golden, ours);
        comparison.CompareTensors();
        comparison.CompareJson();
        var status = comparison._detail.Length == 0 ? GoldenStatus.Passed : GoldenStatus.Failed;
        return new(golden.Name, golden.Kind, status, comparison._error, comparison._tolerance, comparison._detail);
    }

    private void CompareTensors()
    {
        foreach (var (name, reference) in _golden.Outputs.Where(output => IsJudged(output.Key)))
        {
            if (!_ours.Tensors.TryGetValue(name, out var ours))
            {
                Fail($"the output '{name}' is missing");
            }
            else if (!ours.Shape.SequenceEqual(reference.Shape))
            {
                Fail($"'{name}' is [{string.Join(", ", ours.Shape)}], the reference [{string.Join(", ", reference.Shape)}]");
            }
            else if (ours.IsInteger != reference.IsInteger)
            {
                Fail($"'{name}' is {ours.Type}, the reference {reference.Type}");
            }
            else if (reference.IsInteger)
            {
                CompareIntegers(name, ours.Integers, reference.Integers);
            }
            else
            {
                CompareFloats(name, ours.Floats, reference.Floats);
            }
        }
    }

    private void CompareIntegers(string name, long[] ours, long[] reference)
    {
        var counts = _ours.MaskOf(name);
        for (var i = 0; i < reference.Length; i++)
        {
            if (ours[i] != reference[i] && (counts is null || counts[i]))
            {
                Fail($"element {i} of '{name}' is {ours[i]}, the reference {reference[i]}");
                return;
            }
        }
    }

    private void CompareFloats(string name, float[] ours, float[] reference)
    {
        var counts = _ours.MaskOf(name);
        var (difference, largest, at) = (0.0, 0.0, 0);
        for (var i = 0; i < reference.Length; i++)
        {
            if (counts is not null && !counts[i])
            {
                continue;
            }

            largest = Math.Max(largest, Math.Abs((double)reference[i]));
            var own = ours[i].Equals(reference[i]) ? 0 : Math.Abs((double)ours[i] - reference[i]);
            if (double.IsNaN(own) || own > difference)
            {
                (difference, at) = (double.IsNaN(own) ? double.PositiveInfinity : own, i);
            }
        }

        var error = difference / Math.Max(largest, SmallestScale);
        var tolerance = _golden.ToleranceOf(name);
        Record(double.IsNaN(error) ? double.PositiveInfinity : error, tolerance);
        if (!(error <= tolerance))
        {
            Fail($"'{name}': error {error:G3} at element {at} ({ours[at]:R}, reference {reference[at]:R}), allowed {tolerance:G3}");
        }
    }

    private void CompareJson()
    {
        if (_golden.OutputsJson.ValueKind == JsonValueKind.Undefined)
        {
            return;
        }

        var ours = _ours.Json is null ? default : JsonSerializer.SerializeToElement(_ours.Json);
        if (_golden.OutputsJson.ValueKind != JsonValueKind.Object)
        {
            Fail(JsonDifference.Find(_golden.OutputsJson, ours, "outputs.json"));
            return;
        }

        var hostile = _golden.Kind.Split('.')[^1].StartsWith("hostile", StringComparison.Ordinal);
        foreach (var property in _golden.OutputsJson.EnumerateObject())
        {
            if (hostile ? property.Name != "verdicts" : !IsJudged(property.Name))
            {
                continue;
            }

            CompareProperty(property, ours, hostile);
        }
    }

    private void CompareProperty(JsonProperty property, JsonElement ours, bool hostile)
    {
        if (ours.ValueKind != JsonValueKind.Object || !ours.TryGetProperty(property.Name, out var own))
        {
            Fail($"the output '{property.Name}' is missing");
            return;
        }

        Fail(hostile
            ? JsonDifference.FindInVerdicts(property.Value, own)
            : JsonDifference.Find(property.Value, own, property.Name));
    }

    private static bool IsJudged(string output) => !output.StartsWith("stage.", StringComparison.Ordinal);

    private void Record(double error, double tolerance)
    {
        var ratio = error / Math.Max(tolerance, double.Epsilon);
        if (ratio > _worstRatio)
        {
            (_worstRatio, _error, _tolerance) = (ratio, error, tolerance);
        }
    }

    /// <summary>Keeps the first difference; null says that there is none.</summary>
    private void Fail(string? detail)
    {
        if (detail is not null && _detail.Length == 0)
        {
            _detail = detail;
        }
    }
}
