using System.Collections.Immutable;
using System.Text;

namespace MinMo.Models.Phonemes;

/// <summary>Transcribes with the espeak-ng program, which the operator installs and which is kept running. One clause
/// at a time; others wait. The program is restarted once when it hangs or ends, and after a cancelled request.
/// </summary>
/// <remarks>espeak-ng is under the GPL: it runs as a program of its own and is not linked.</remarks>
public sealed class EspeakPhonemizer : IPhonemizer, IAsyncDisposable
{
    // The program reads this much of a line at once, with its end.
    private const int LongestLineBytes = 990;

    private readonly EspeakPhonemizerSettings _settings;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private EspeakProcess? _process;

    /// <param name="settings">Voice, program and timeout.</param>
    /// <param name="time">Measures the timeout.</param>
    public EspeakPhonemizer(EspeakPhonemizerSettings settings, TimeProvider time)
    {
        _settings = settings;
        _time = time;
    }

    /// <inheritdoc />
    public async ValueTask<ImmutableArray<string>> TranscribeAsync(string clause, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clause);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var lines = ImmutableArray.CreateBuilder<string>();
            foreach (var line in SplitLines(clause))
            {
                await AskAsync(line, lines, cancellationToken).ConfigureAwait(false);
            }

            return lines.ToImmutable();
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends the program.</summary>
    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        Stop();
        _turn.Dispose();
    }

    /// <summary>Cuts a clause into lines that the program reads whole, at spaces where there are any, and takes out
    /// what it would read as control: line ends, and <c>[[</c>, which introduces its phoneme codes.</summary>
    internal static IEnumerable<string> SplitLines(string clause)
    {
        var line = new StringBuilder();
        var bytes = 0;
        var lastSpace = -1;
        foreach (var rune in Clean(clause).EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > LongestLineBytes)
            {
                var cut = lastSpace > 0 ? lastSpace : line.Length;
                yield return line.ToString(0, cut);
                line.Remove(0, cut);
                bytes = Encoding.UTF8.GetByteCount(line.ToString());
                lastSpace = -1;
            }

            lastSpace = rune.Value == ' ' ? line.Length : lastSpace;
            line.Append(rune.ToString());
            bytes += rune.Utf8SequenceLength;
        }

        if (line.Length > 0)
        {
            yield return line.ToString();
        }
    }

    private static string Clean(string clause)
    {
        var clean = new StringBuilder(clause.Length);
        foreach (var rune in clause.EnumerateRunes())
        {
            clean.Append(Rune.IsControl(rune) || rune.Value is '\u2028' or '\u2029' ? " " : rune.ToString());
        }

        return clean.Replace("[[", "[ [").ToString();
    }

    private async Task AskAsync(
        string line, ImmutableArray<string>.Builder answer, CancellationToken cancellationToken)
    {
        try
        {
            answer.AddRange(await TryAskAsync(line, cancellationToken).ConfigureAwait(false));
        }
        catch (PhonemizerException first) when (first.Failure is PhonemizerFailure.TimedOut or PhonemizerFailure.Ended)
        {
            answer.AddRange(await TryAskAsync(line, cancellationToken).ConfigureAwait(false));
        }
    }

    // A request that does not run to its end leaves half an answer in the pipe: only a new process is clean.
    private async Task<ImmutableArray<string>> TryAskAsync(string line, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(_settings.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var done = false;
        try
        {
            _process ??= await EspeakProcess.StartAsync(_settings, either.Token).ConfigureAwait(false);
            var answer = await _process.AskAsync(line, either.Token).ConfigureAwait(false);
            done = true;
            return answer;
        }
        catch (OperationCanceledException canceled) when (!cancellationToken.IsCancellationRequested)
        {
            throw new PhonemizerException(
                PhonemizerFailure.TimedOut,
                $"'{_settings.Program}' did not answer within {_settings.Timeout.TotalSeconds:0.###} s.",
                canceled);
        }
        catch (IOException broken)
        {
            throw new PhonemizerException(
                PhonemizerFailure.Ended, $"'{_settings.Program}' ended while it was asked.", broken);
        }
        finally
        {
            if (!done)
            {
                Stop();
            }
        }
    }

    private void Stop()
    {
        _process?.Dispose();
        _process = null;
    }
}
