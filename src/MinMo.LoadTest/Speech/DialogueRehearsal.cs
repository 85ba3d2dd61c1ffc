using MinMo.Audio.Files;
using MinMo.Audio.Samples;
using MinMo.LoadTest.Dialogues;

namespace MinMo.LoadTest.Speech;

/// <summary>Makes all speech of the dialogues before the run, so that synthesis takes no processor time in it.</summary>
/// <param name="voice">Where speech comes from.</param>
/// <param name="voices">How many voices each dialogue is spoken by.</param>
/// <param name="seed">Of the choice between recordings.</param>
public sealed class DialogueRehearsal(ICallerVoice voice, int voices, int seed)
{
    /// <summary>Speaks all dialogues with each of the voices.</summary>
    /// <param name="scripts">The dialogues.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentException">The voice has nothing for a role that a dialogue needs.</exception>
    public async Task<Repertoire> PrepareAsync(IReadOnlyList<DialogueScript> scripts, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scripts);
        var dialogues = new List<PreparedDialogue>();
        for (int index = 0; index < voices; index++)
        {
            foreach (var script in scripts)
            {
                dialogues.Add(await PrepareAsync(script, index, dialogues.Count, cancellationToken));
            }
        }

        return new Repertoire(dialogues);
    }

    private async Task<PreparedDialogue> PrepareAsync(
        DialogueScript script, int index, int number, CancellationToken cancellationToken)
    {
        var moves = new List<PreparedMove>();
        foreach (var move in script.Moves)
        {
            var request = new SpeechRequest(SpeechRole.Turn, "", index, seed + (number * 31) + moves.Count);
            var speech = move is SpeakMove speak ? await SpeakAsync(speak, request, cancellationToken) : null;
            moves.Add(new PreparedMove(move, speech));
        }

        return new PreparedDialogue(script.Name, moves, script.Network, script.Instructions);
    }

    private async Task<CallerSpeech> SpeakAsync(SpeakMove move, SpeechRequest request, CancellationToken cancellationToken)
    {
        var samples = new List<short>();
        foreach (var piece in move.Utterance.Pieces)
        {
            samples.AddRange(piece switch
            {
                PausePiece pause => new short[(int)(pause.Time.TotalSeconds * CallerSpeech.RateHz)],
                RecordingPiece recording => Loud(AudioFile.Read(recording.Path).ToMono(CallerSpeech.RateHz), move.LevelDecibels),
                WordsPiece words => await SayAsync(
                    move, request with { Role = move.Role, Text = words.Text }, cancellationToken),
                _ => [],
            });
        }

        return CallerSpeech.Of([.. samples], move.Utterance.Words);
    }

    // Silence around the words of a synthesizer would make every pause longer than it is written.
    private async Task<short[]> SayAsync(SpeakMove move, SpeechRequest request, CancellationToken cancellationToken)
    {
        var speech = CallerSpeech.Of(
            Loud(await voice.SpeakAsync(request, cancellationToken), move.LevelDecibels), request.Text);
        int from = (int)(speech.Onset.TotalSeconds * CallerSpeech.RateHz);
        int to = (int)(speech.End.TotalSeconds * CallerSpeech.RateHz);
        return speech.Samples[from..Math.Min(to, speech.Samples.Length)];
    }

    private static short[] Loud(float[] samples, double decibels)
    {
        float gain = (float)AudioLevel.FromDbfs(decibels);
        return Pcm.ToInt16(decibels == 0 ? samples : [.. samples.Select(sample => sample * gain)]);
    }
}
