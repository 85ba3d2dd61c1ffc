using System.Buffers.Binary;
using System.ComponentModel;
using System.Diagnostics;
using MinMo.Audio.Samples;

namespace MinMo.Training.Corpora.Speech.Speakers;

/// <summary>Runs a synthesizer once and reads the WAV that it writes to its output. Such a file does not know its length,
/// so what its header says about that is not believed.</summary>
/// <remarks>espeak-ng is under the GPL: it runs as a program of its own and is not linked. A process takes 10 to 30 ms.
/// </remarks>
internal static class SpeechProgram
{
    private const int HeaderBytes = 44;
    private const int RateAt = 24;

    /// <returns>16-bit mono samples as floats, and their rate in Hz.</returns>
    /// <exception cref="SpeechProgramException">The program is missing, failed or wrote no audio.</exception>
    internal static async Task<(float[] Samples, int Rate)> RunAsync(
        string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments);
        try
        {
            process.StandardInput.Close();
            var complaint = process.StandardError.ReadToEndAsync(cancellationToken);
            using var output = new MemoryStream();
            await process.StandardOutput.BaseStream.CopyToAsync(output, cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            if (process.ExitCode != 0 || output.Length < HeaderBytes)
            {
                throw new SpeechProgramException(
                    $"'{program}' ended with {process.ExitCode} and {output.Length} bytes: "
                    + (await complaint.ConfigureAwait(false)).Trim());
            }

            return Decode(output.GetBuffer().AsSpan(0, (int)output.Length));
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static Process Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            return Process.Start(start) ?? throw new SpeechProgramException($"'{program}' did not start");
        }
        catch (Win32Exception missing)
        {
            throw new SpeechProgramException(
                $"the speech synthesizer '{program}' cannot be started; install it: apt-get install {program}", missing);
        }
    }

    private static (float[] Samples, int Rate) Decode(ReadOnlySpan<byte> wav)
    {
        var pcm = new short[(wav.Length - HeaderBytes) / sizeof(short)];
        for (var at = 0; at < pcm.Length; at++)
        {
            pcm[at] = BinaryPrimitives.ReadInt16LittleEndian(wav[(HeaderBytes + (at * sizeof(short)))..]);
        }

        return (Pcm.ToFloat(pcm), BinaryPrimitives.ReadInt32LittleEndian(wav[RateAt..]));
    }
}
