using MinMo.Models.Language;
using MinMo.Models.VoiceLanguage;
using MinMo.Training.Loop;
using TorchSharp;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Voice;

/// <summary>Lets a voice language model speak on its own, greedily, as the engine does: measures what teacher forcing
/// hides.</summary>
public sealed class VoiceRehearsal : IDisposable
{
    private readonly VoiceLanguageModel _model;
    private readonly TorchDecoder _lane;

    /// <summary>Prepares one lane.</summary>
    /// <param name="model">Owned by the caller.</param>
    /// <param name="mostRows">Speech that has not ended by then is cut off.</param>
    public VoiceRehearsal(VoiceLanguageModel model, int mostRows = 1_024)
    {
        ArgumentNullException.ThrowIfNull(model);
        _model = model;
        _lane = new TorchDecoder(model.Body, lanes: 1, mostRows);
    }

    /// <summary>Adds whether the model ends by itself, and the length of its speech against the true one.</summary>
    /// <param name="vectors">As of <see cref="Speak"/>.</param>
    /// <param name="trueLength">Tokens of the recording.</param>
    /// <param name="metrics">Gets both.</param>
    internal void Measure(Tensor vectors, int trueLength, StepMetrics metrics)
    {
        var (tokens, ended) = Speak(vectors);
        metrics.Add("spoken_ended", ended ? 1 : 0);
        metrics.Add("spoken_length", (double)tokens.Count / trueLength);
    }

    /// <summary>Speech tokens of a text.</summary>
    /// <param name="vectors">Semantic vectors of its units, <c>[units, d]</c>.</param>
    /// <returns>The tokens, and whether the model ended by itself.</returns>
    public (IReadOnlyList<int> Tokens, bool Ended) Speak(Tensor vectors)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var (units, blockUnits) = ((int)vectors.shape[0], _model.Configuration.BlockUnits);
        var speech = new Speech(this, _model.EmbedMark(VoiceMark.Start));
        var unit = 0;
        for (; units - unit >= blockUnits; unit += blockUnits)
        {
            speech.Read(vectors.narrow(0, unit, blockUnits));
            speech.Say(_model.Configuration.BlockTokens, mayEnd: false);
        }

        speech.Read(vectors.narrow(0, unit, units - unit), _model.EmbedMark(VoiceMark.TurnOfSpeech));
        var ended = speech.Say(int.MaxValue, mayEnd: true);
        return (speech.Tokens, ended);
    }

    /// <inheritdoc/>
    public void Dispose() => _lane.Dispose();

    private sealed class Speech(VoiceRehearsal rehearsal, Tensor start)
    {
        private readonly List<Tensor> _rows = [start];
        private int _past;

        public List<int> Tokens { get; } = [];

        public void Read(params ReadOnlySpan<Tensor> rows) => _rows.AddRange(rows);

        public bool Say(int most, bool mayEnd)
        {
            for (var said = 0; said < most && _past + _rows.Sum(static row => row.shape[0]) <= rehearsal._lane.MaximumLength; said++)
            {
                var token = Next(mayEnd);
                if (token == rehearsal._model.EndOfSpeech)
                {
                    return true;
                }

                Tokens.Add(token);
                _rows.Add(rehearsal._model.Embed(tensor([(long)token])));
            }

            return false;
        }

        private int Next(bool mayEnd)
        {
            using var scope = NewDisposeScope();
            var rows = cat(_rows);
            var outputs = rehearsal._lane.Step([new LaneRow
            {
                Slot = 0,
                Past = _past,
                Embeddings = rows.data<float>().ToArray(),
                Demand = RowDemand.HiddenStates,
            }]);
            var (count, width) = ((int)rows.shape[0], (int)rows.shape[1]);
            var logits = rehearsal._model.Logits(tensor(outputs.HiddenStates(0)[^width..].ToArray(), [1, width]));
            _past += count;
            _rows.Clear();
            var choices = mayEnd ? rehearsal._model.EndOfSpeech + 1 : rehearsal._model.EndOfSpeech;
            return (int)logits.narrow(1, 0, choices).argmax(-1).ToInt64();
        }
    }
}
