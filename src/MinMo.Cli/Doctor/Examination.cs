using System.Globalization;
using System.Text.Json;
using MinMo.Inference.Hosting;
using MinMo.Models.Bundles;
using MinMo.Models.Phonemes;

namespace MinMo.Cli.Doctor;

/// <summary>Collects findings, writes them, and runs the self-test if nothing stands against it.</summary>
internal sealed class Examination(Surroundings surroundings, bool json)
{
    private int _failures;

    /// <summary>Examines everything.</summary>
    /// <param name="model">The bundle of the self-test; null for the default one.</param>
    /// <param name="selfTest">Whether to run it.</param>
    /// <param name="cancellationToken">Stops the self-test.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string? model, bool selfTest, CancellationToken cancellationToken)
    {
        await foreach (var finding in MachineExamination.ExamineAsync())
        {
            Write(finding);
        }

        foreach (var finding in BundleExamination.Examine(surroundings.Store))
        {
            Write(finding);
        }

        if (selfTest && _failures == 0 && (model ?? surroundings.Store.DefaultName()) is { } name)
        {
            await TestAsync(surroundings.Store.Resolve(name), cancellationToken);
        }
        else if (selfTest)
        {
            surroundings.Error.WriteLine("no self-test before that is put right");
        }

        return _failures == 0 ? ExitCodes.Success : ExitCodes.Failed;
    }

    private async Task TestAsync(EngineBundle bundle, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection().AddLogging().AddMetrics().AddMinMoInference().BuildServiceProvider();
        await using (services)
        {
            try
            {
                surroundings.Error.WriteLine($"loading {bundle.Name} ...");
                var began = TimeProvider.System.GetTimestamp();
                var engine = await services.GetRequiredService<InferenceEngines>().StartAsync("doctor", bundle);
                var loaded = TimeProvider.System.GetElapsedTime(began);
                var test = new SelfTest(engine, TimeProvider.System);
                await test.RunAsync(cancellationToken); // the first turn is slower: caches of the processor and the runtime
                Write(bundle.Name, loaded, await test.RunAsync(cancellationToken));
            }
            catch (Exception problem) when (problem is InvalidOperationException or IOException or NotSupportedException
                or PhonemizerException or Models.Checkpoints.CheckpointFormatException)
            {
                Write(new("self-test", FindingState.Failed, problem.Message.ReplaceLineEndings(" ")));
            }
        }
    }

    private void Write(Finding finding)
    {
        _failures += finding.State == FindingState.Failed ? 1 : 0;
        if (json)
        {
            WriteJson(new { name = finding.Name, state = Bundles.Words.Of(finding.State), detail = finding.Detail, remedy = finding.Remedy });
            return;
        }

        var state = finding.State switch { FindingState.Ok => "ok     ", FindingState.Warning => "warning", _ => "FAILED " };
        surroundings.Output.WriteLine($"{state}  {finding.Name,-16}  {finding.Detail}");
        if (finding.Remedy is not null)
        {
            surroundings.Output.WriteLine($"         {string.Empty,-16}  -> {finding.Remedy}");
        }
    }

    private void Write(string bundle, TimeSpan loaded, SelfTestResult result)
    {
        _failures += result.IsUnderstood ? 0 : 1;
        var times = result.Times;
        if (json)
        {
            WriteJson(new
            {
                name = "self-test",
                state = result.IsUnderstood ? "ok" : "failed",
                bundle,
                asked = result.Question,
                heard = result.Heard,
                answered = result.Answer,
                load_ms = Milliseconds(loaded),
                listen_ms = Milliseconds(times.Listen),
                recognize_ms = Milliseconds(times.Recognize),
                think_ms = Milliseconds(times.Think),
                speak_ms = Milliseconds(times.Speak),
                first_audio_ms = Milliseconds(times.FirstAudio),
            });
            return;
        }

        var output = surroundings.Output;
        output.WriteLine(result.IsUnderstood ? "ok       self-test" : "FAILED   self-test         the question was not understood");
        output.WriteLine($"         asked     {result.Question}");
        output.WriteLine($"         heard     {result.Heard}");
        output.WriteLine($"         answered  {result.Answer}");
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"         engine loaded in {loaded.TotalSeconds:0.0} s; {result.QuestionLength.TotalSeconds:0.0} s of speech: "
            + $"detect {times.Listen.TotalMilliseconds:0} ms, recognise {times.Recognize.TotalMilliseconds:0} ms; first clause "
            + $"{times.Think.TotalMilliseconds:0} ms, its first audio {times.Speak.TotalMilliseconds:0} ms; "
            + $"from words to first audio {times.FirstAudio.TotalMilliseconds:0} ms"));
    }

    private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds);

    private void WriteJson<T>(T value) => surroundings.Output.WriteLine(JsonSerializer.Serialize(value, JsonLines.Options));
}
