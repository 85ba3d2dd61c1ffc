using MinMo.Models.VoiceLanguage;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Voice;

/// <summary>Utterances laid out for the voice language model, padded to the longest. Every row is an index into one table:
/// marks, then the units of all utterances, then their speech tokens.</summary>
internal sealed class VoiceBatch
{
    private const int Marks = 2;

    private readonly long[] _rows;
    private readonly List<long> _predictions = [];
    private readonly List<long> _targets = [];

    /// <param name="utterances">Units and speech tokens of each.</param>
    /// <param name="model">Whose layout and special ids.</param>
    public VoiceBatch(IReadOnlyList<(int[] Units, ushort[] Tokens)> utterances, VoiceLanguageModel model)
    {
        var layouts = utterances.Select(utterance =>
            InterleavedLayout.Of(utterance.Units.Length, utterance.Tokens.Length, model.Configuration)).ToArray();
        Count = layouts.Length;
        Length = layouts.Max(static layout => layout.Rows.Count);
        Units = [.. utterances.SelectMany(static utterance => utterance.Units).Select(static unit => (long)unit)];
        Tokens = [.. utterances.SelectMany(static utterance => utterance.Tokens).Select(static token => (long)token)];
        _rows = new long[Count * Length];
        var (unit, token) = (Marks, Marks + Units.Length);
        for (var i = 0; i < Count; i++)
        {
            Place(layouts[i], i, unit, token);
            Foresee(layouts[i], i, utterances[i].Tokens, model);
            unit += utterances[i].Units.Length;
            token += utterances[i].Tokens.Length;
        }
    }

    /// <summary>Utterances.</summary>
    public int Count { get; }

    /// <summary>Rows of the longest.</summary>
    public int Length { get; }

    /// <summary>Units of all utterances.</summary>
    public long[] Units { get; }

    /// <summary>Speech tokens of all utterances.</summary>
    public long[] Tokens { get; }

    /// <summary>Row of each position in the table, <c>[b * t]</c>; padding repeats the start.</summary>
    public Tensor Rows => tensor(_rows);

    /// <summary>Positions that predict, <c>[n]</c>.</summary>
    public Tensor Predictions => tensor(_predictions.ToArray());

    /// <summary>What they predict, <c>[n]</c>.</summary>
    public Tensor Targets => tensor(_targets.ToArray());

    private void Place(InterleavedLayout layout, int item, int firstUnit, int firstToken)
    {
        for (var i = 0; i < layout.Rows.Count; i++)
        {
            var (kind, index) = layout.Rows[i];
            _rows[(item * Length) + i] = kind switch
            {
                VoiceRowKind.Unit => firstUnit + index,
                VoiceRowKind.Token => firstToken + index,
                VoiceRowKind.TurnOfSpeech => (long)VoiceMark.TurnOfSpeech,
                _ => (long)VoiceMark.Start,
            };
        }
    }

    private void Foresee(InterleavedLayout layout, int item, ushort[] tokens, VoiceLanguageModel model)
    {
        for (var i = 0; i < layout.Targets.Count; i++)
        {
            var (kind, index) = layout.Targets[i];
            if (kind != VoiceTargetKind.None)
            {
                _predictions.Add((item * Length) + i);
                _targets.Add(kind switch
                {
                    VoiceTargetKind.Token => tokens[index],
                    VoiceTargetKind.Fill => model.Fill,
                    _ => model.EndOfSpeech,
                });
            }
        }
    }
}
