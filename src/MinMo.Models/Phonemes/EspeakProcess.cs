using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace MinMo.Models.Phonemes;

/// <summary>One running espeak-ng. It answers a line of text with one line for each clause it sees, some of them
/// empty, so the end of an answer is recognised by the answer to a mark sent behind it.</summary>
internal sealed class EspeakProcess : IDisposable
{
    private const int LongestAnswerLines = 1024;

    private readonly Process _process;
    private readonly string _mark;
    private string _markAnswer = string.Empty;
    private volatile string _complaint = string.Empty;

    private EspeakProcess(Process process, string mark)
    {
        _process = process;
        _mark = mark;
        _process.ErrorDataReceived += (_, line) => _complaint = line.Data ?? _complaint;
        _process.BeginErrorReadLine();                                      // a pipe that nobody empties would stop it
    }

    public void Dispose()
    {
        try
        {
            _process.Kill();
            _process.StandardInput.Dispose();
        }
        catch (Exception ended) when (ended is InvalidOperationException or IOException)
        {
            // It has ended by itself.
        }

        _process.StandardOutput.Dispose();
        _process.Dispose();
    }

    internal static async Task<EspeakProcess> StartAsync(
        EspeakPhonemizerSettings settings, CancellationToken cancellationToken)
    {
        var espeak = new EspeakProcess(Launch(settings), CreateMark());
        try
        {
            await espeak.LearnMarkAsync(settings, cancellationToken).ConfigureAwait(false);
            return espeak;
        }
        catch
        {
            espeak.Dispose();
            throw;
        }
    }

    internal async Task<ImmutableArray<string>> AskAsync(string line, CancellationToken cancellationToken)
    {
        await SendAsync($"{line}\n{_mark}\n", cancellationToken).ConfigureAwait(false);
        var answer = ImmutableArray.CreateBuilder<string>();
        for (var lines = 0; lines < LongestAnswerLines; lines++)
        {
            var phonemes = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (phonemes == _markAnswer)
            {
                return answer.ToImmutable();
            }

            if (phonemes.Length > 0)
            {
                answer.Add(phonemes);
            }
        }

        throw new IOException($"The answer has more than {LongestAnswerLines} lines.");
    }

    private static Process Launch(EspeakPhonemizerSettings settings)
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var start = new ProcessStartInfo(settings.Program, ["-q", "--ipa", "-b", "1", "-v", settings.Voice])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            StandardInputEncoding = utf8,
            StandardOutputEncoding = utf8,
        };
        try
        {
            return Process.Start(start)
                ?? throw new PhonemizerException(PhonemizerFailure.Missing, $"'{settings.Program}' did not start.");
        }
        catch (Win32Exception missing)
        {
            throw new PhonemizerException(
                PhonemizerFailure.Missing,
                $"The phonemiser '{settings.Program}' cannot be started. Install it: apt-get install espeak-ng",
                missing);
        }
    }

    // A pronounceable word that no text contains by chance and no speaker can guess: otherwise the text could end
    // its own answer early, and every later one would be shifted.
    private static string CreateMark()
        => "zo" + string.Concat(Enumerable.Range(0, 5).Select(static _ =>
            RandomNumberGenerator.GetString("bdfgklmnprtvz", 1) + RandomNumberGenerator.GetString("aeiou", 1)));

    private async Task LearnMarkAsync(EspeakPhonemizerSettings settings, CancellationToken cancellationToken)
    {
        await SendAsync($"{_mark}\n{_mark}\n", cancellationToken).ConfigureAwait(false);
        try
        {
            _markAnswer = await ReadAsync(cancellationToken).ConfigureAwait(false);
            var again = await ReadAsync(cancellationToken).ConfigureAwait(false);
            if (_markAnswer.Length > 0 && again == _markAnswer)
            {
                return;
            }
        }
        catch (IOException)
        {
            // It refuses an unknown voice by ending: reported below.
        }

        throw new PhonemizerException(
            PhonemizerFailure.Unusable,
            $"'{settings.Program}' gives no phonemes for the voice '{settings.Voice}'; see '{settings.Program} --voices'. "
            + _complaint);
    }

    // Reads and writes of a pipe may not be cancellable on the way down: the wait for them is. What they leave behind
    // ends with the process.
    private async Task SendAsync(string text, CancellationToken cancellationToken)
    {
        var input = _process.StandardInput;
        await input.WriteAsync(text).WaitAsync(cancellationToken).ConfigureAwait(false);
        await input.FlushAsync(cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task<string> ReadAsync(CancellationToken cancellationToken)
    {
        var read = _process.StandardOutput.ReadLineAsync(cancellationToken).AsTask();
        var line = await read.WaitAsync(cancellationToken).ConfigureAwait(false)
            ?? throw new EndOfStreamException("The program closed its output.");
        return line.Trim();
    }
}
