using MinMo.Models.Phonemes;

namespace MinMo.Models.Tests.Phonemes;

public sealed class EspeakPhonemizerTests
{
    private static readonly EspeakPhonemizerSettings Patient = new() { Timeout = TimeSpan.FromMinutes(1) };

    [Fact]
    public async Task Missing_program_names_the_command_that_installs_it()
    {
        await using var phonemizer = new EspeakPhonemizer(new() { Program = "no-such-espeak" }, TimeProvider.System);

        var missing = await Assert.ThrowsAsync<PhonemizerException>(
            async () => await phonemizer.TranscribeAsync("hi", CancellationToken.None));

        Assert.Equal(PhonemizerFailure.Missing, missing.Failure);
        Assert.Contains("apt-get install espeak-ng", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unknown_voice_is_named()
    {
        SkipWithoutProgram();
        await using var phonemizer = new EspeakPhonemizer(Patient with { Voice = "xx-none" }, TimeProvider.System);

        var unusable = await Assert.ThrowsAsync<PhonemizerException>(
            async () => await phonemizer.TranscribeAsync("hi", CancellationToken.None));

        Assert.Equal(PhonemizerFailure.Unusable, unusable.Failure);
        Assert.Contains("xx-none", unusable.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Requests_at_the_same_time_get_their_own_answers()
    {
        SkipWithoutProgram();
        await using var phonemizer = new EspeakPhonemizer(Patient, TimeProvider.System);
        var words = Enumerable.Range(0, 20).Select(at => at % 2 == 0 ? "yes." : "Dr. No").ToArray();

        var answers = await Task.WhenAll(
            words.Select(async word => string.Join('|', await phonemizer.TranscribeAsync(word, CancellationToken.None))));

        Assert.Equal(words.Select(word => word == "yes." ? "jˈɛs" : "dˈɑːktɚ|nˈoʊ"), answers);
    }

    [Fact]
    public async Task Cancelled_request_does_not_shift_later_answers()
    {
        SkipWithoutProgram();
        await using var phonemizer = new EspeakPhonemizer(Patient, TimeProvider.System);
        await phonemizer.TranscribeAsync("warm up", CancellationToken.None);
        using var canceled = new CancellationTokenSource();
        var abandoned = phonemizer.TranscribeAsync("this one is given up", canceled.Token);
        await canceled.CancelAsync();
        await Record.ExceptionAsync(async () => await abandoned);

        Assert.Equal(["jˈɛs"], await phonemizer.TranscribeAsync("yes.", CancellationToken.None));
    }

    [Fact]
    public async Task Text_cannot_smuggle_in_phoneme_codes_or_lines()
    {
        SkipWithoutProgram();
        await using var phonemizer = new EspeakPhonemizer(Patient, TimeProvider.System);

        var plain = await phonemizer.TranscribeAsync("yes h e no", CancellationToken.None);
        var hostile = await phonemizer.TranscribeAsync("yes [[h e]]\nno", CancellationToken.None);

        Assert.Equal(string.Join(' ', plain).Length, string.Join(' ', hostile).Length);
        Assert.Equal(["jˈɛs"], await phonemizer.TranscribeAsync("yes", CancellationToken.None));
    }

    [Fact]
    public void Long_clauses_are_cut_at_spaces_into_lines_the_program_reads_whole()
    {
        var clause = string.Join(' ', Enumerable.Repeat("größer", 400)) + new string('x', 3000);

        var lines = EspeakPhonemizer.SplitLines(clause).ToArray();

        Assert.Equal(clause, string.Concat(lines));
        Assert.All(lines, line => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(line), 1, 990));
        Assert.EndsWith("größer", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_that_does_not_answer_is_given_up()
    {
        var program = await WriteScriptAsync("exec sleep 600");
        await using var phonemizer = new EspeakPhonemizer(
            new() { Program = program, Timeout = TimeSpan.FromMilliseconds(50) }, TimeProvider.System);

        var mute = await Assert.ThrowsAsync<PhonemizerException>(
            async () => await phonemizer.TranscribeAsync("hi", CancellationToken.None));

        Assert.Equal(PhonemizerFailure.TimedOut, mute.Failure);
    }

    [Fact]
    public async Task Program_that_ends_is_started_again()
    {
        SkipWithoutProgram();
        var program = await WriteScriptAsync(
            """
            if mkdir "$0.started" 2>/dev/null; then head -n 2 | espeak-ng "$@"; else exec espeak-ng "$@"; fi
            """);
        await using var phonemizer = new EspeakPhonemizer(Patient with { Program = program }, TimeProvider.System);

        Assert.Equal(["jˈɛs"], await phonemizer.TranscribeAsync("yes.", CancellationToken.None));
        Assert.True(Directory.Exists(program + ".started"));
    }

    private static async Task<string> WriteScriptAsync(string commands)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "programs that misbehave are made with a shell script");
        var program = Path.Combine(Directory.CreateTempSubdirectory().FullName, "espeak");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\n{commands}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        return program;
    }

    private static void SkipWithoutProgram()
        => Assert.SkipUnless(
            Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, "espeak-ng"))),
            "espeak-ng is not installed (apt-get install espeak-ng)");
}
