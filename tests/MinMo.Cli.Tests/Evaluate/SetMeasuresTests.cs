using MinMo.Audio.Files;
using MinMo.Cli.Evaluate;
using MinMo.Cli.Evaluate.Measures;
using MinMo.Cli.Evaluate.Report;
using MinMo.Testing.Files;
using MinMo.Training.Evaluation.Sets;

namespace MinMo.Cli.Tests.Evaluate;

/// <summary>Tiny data sets in public layouts, played into a scripted engine.</summary>
public sealed class SetMeasuresTests : IDisposable
{
    private const int Rate = 16_000;

    private readonly TemporaryFolder _folder = new();
    private int _trials;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Word_errors_are_counted_over_the_set()
    {
        _folder.Write("1/2/1-2.trans.txt", "1-2-0000 GOOD MORNING\n1-2-0001 GOOD NIGHT\n");
        Speak("1/2/1-2-0000.wav", (0.2, 0.8));
        Speak("1/2/1-2-0001.wav", (0.2, 0.8));

        var rows = await MeasureAsync(set => new SetHearingMeasure(set.Sentences), new ScriptedLines(() => "Good morning.", _ => ""));

        Assert.Equal(0.25, Value(rows, "word errors"));
        Assert.Equal(0, Value(rows, "sentences taken for several turns"));
        Assert.InRange(Value(rows, "silence waited, p50"), 300, 340);
        Assert.Equal(2, _trials);
    }

    [Fact]
    public async Task Sentence_with_a_long_pause_is_taken_for_two_turns()
    {
        _folder.Write("test.tsv", "path\tsentence\na.wav\tgood morning\n");
        Speak("clips/a.wav", (0.2, 0.6), (1.2, 1.6));
        var words = new Queue<string>(["good", "morning"]);

        var rows = await MeasureAsync(set => new SetHearingMeasure(set.Sentences), new ScriptedLines(words.Dequeue, _ => ""));

        Assert.Equal(0, Value(rows, "word errors"));
        Assert.Equal(1, Value(rows, "sentences taken for several turns"));
    }

    [Fact]
    public async Task Answers_at_the_ends_of_turns_are_right_and_those_in_pauses_are_not()
    {
        _folder.Write("call.rttm", """
            SPEAKER call 1 1.0 1.0 <NA> <NA> caller <NA> <NA>
            SPEAKER call 2 3.0 1.0 <NA> <NA> other <NA> <NA>
            SPEAKER call 1 5.0 0.5 <NA> <NA> caller <NA> <NA>
            SPEAKER call 1 6.5 0.5 <NA> <NA> caller <NA> <NA>
            SPEAKER call 2 8.0 1.0 <NA> <NA> other <NA> <NA>
            """);
        Speak("call.wav", channels: 2, (1, 2), (5, 5.5), (6.5, 7));

        var rows = await MeasureAsync(set => new SetDuplexMeasure(set.Calls), new ScriptedLines(() => "well", _ => "yes"));

        Assert.Equal(0.8, Value(rows, "F1 at 400 ms, assistant turn-taking"), 1e-6); // two right, one in the pause
        Assert.InRange(Value(rows, "mean delay, assistant turn-taking"), 290, 330);
        Assert.Null(Row(rows, "F1 at 400 ms, user turn-taking").Value);
    }

    [Fact]
    public async Task Giving_way_is_due_where_a_turn_begins_while_the_agent_is_heard()
    {
        _folder.Write("call.TextGrid", """
            File type = "ooTextFile" Object class = "TextGrid" 0 9 <exists> 2
            "IntervalTier" "caller" 0 9 2  0.5 1.5 "tell me"  3.0 4.0 "wait"
            "IntervalTier" "other" 0 9 1  1.8 3.5 "once upon a time"
            """);
        Speak("call.wav", channels: 2, (0.5, 1.5), (3, 4));

        var rows = await MeasureAsync(
            set => new SetDuplexMeasure(set.Calls), new ScriptedLines(() => "well", _ => "once upon a time there was a sailor who"));

        Assert.Equal(1, Value(rows, "F1 at 400 ms, user turn-taking"));
        Assert.InRange(Value(rows, "mean delay, user turn-taking"), 140, 200);
    }

    [Fact]
    public async Task Call_of_one_channel_is_refused()
    {
        _folder.Write("call.rttm", "SPEAKER call 1 1 1 <NA> <NA> a <NA> <NA>\nSPEAKER call 1 3 1 <NA> <NA> b <NA> <NA>\n");
        Speak("call.wav", (1, 2));

        await Assert.ThrowsAsync<EvaluationSetException>(() =>
            MeasureAsync(set => new SetDuplexMeasure(set.Calls), new ScriptedLines(() => "", _ => "")));
    }

    private async Task<IReadOnlyList<EvaluationRow>> MeasureAsync(
        Func<EvaluationSet, IEvaluationMeasure> measure, ScriptedLines lines)
    {
        var surroundings = new Surroundings
        {
            Home = _folder.Path,
            Output = TextWriter.Null,
            Error = TextWriter.Null,
            OutputConsole = Surroundings.ConsoleOn(TextWriter.Null, redirected: true),
            ErrorConsole = Surroundings.ConsoleOn(TextWriter.Null, redirected: true),
        };
        await using var voices = new JudgingVoices(surroundings, TimeProvider.System);
        var context = new EvaluationContext(lines, new EvaluateOptions(null), voices, TimeProvider.System)
        {
            Wrong = new WrongAnswers(null),
        };
        return await measure(EvaluationSet.Open(_folder.Path)).MeasureAsync(context, () => _trials++, TestContext.Current.CancellationToken);
    }

    private static EvaluationRow Row(IReadOnlyList<EvaluationRow> rows, string name) => rows.Single(row => row.Name == name);

    private static double Value(IReadOnlyList<EvaluationRow> rows, string name)
        => Row(rows, name).Value ?? throw new InvalidOperationException($"'{name}' has no value");

    private void Speak(string file, params (double Start, double End)[] speech) => Speak(file, channels: 1, speech);

    private void Speak(string file, int channels, params (double Start, double End)[] speech)
    {
        _folder.Write(file, "");
        var samples = new short[channels * (int)((speech[^1].End + 0.1) * Rate)];
        foreach (var (start, end) in speech)
        {
            for (var at = (int)(start * Rate); at < (int)(end * Rate); at++)
            {
                samples[channels * at] = (short)(8000 * Math.Cos(Math.Tau * 200 * at / Rate));
            }
        }

        using var writer = WavWriter.Create(_folder.Of(file), Rate, channels);
        writer.Write(samples);
    }
}
