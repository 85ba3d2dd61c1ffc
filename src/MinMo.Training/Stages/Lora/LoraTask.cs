using MinMo.Models.Language;
using MinMo.Training.Loop;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MinMo.Training.Stages.Lora;

/// <summary>Trains a low-rank adapter of a decoder on what the assistant says in dialogues (arXiv 2106.09685; paper
/// stage 1c). The decoder's own weights stay as they are.</summary>
public sealed class LoraTask : ITrainingTask
{
    private readonly DecoderModel _model;
    private readonly LoraSettings _settings;
    private readonly LoraBase _base;
    private readonly LoraExample[] _examples;
    private readonly LoraExample[] _heldOut;
    private readonly LoraBatches _batches;

    /// <summary>Attaches a fresh adapter.</summary>
    /// <param name="model">In float32, without an adapter; owned by the task from now on.</param>
    /// <param name="dialogues">What it learns from and is measured on.</param>
    /// <param name="settings">Sizes.</param>
    /// <param name="seed">Of the first weights and of the order.</param>
    /// <exception cref="ArgumentException">No dialogue is short enough.</exception>
    public LoraTask(DecoderModel model, LoraDialogues dialogues, LoraSettings settings, int seed)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(dialogues);
        ArgumentNullException.ThrowIfNull(settings);
        (_model, _settings, _base) = (model, settings, dialogues.Base);
        _examples = [.. dialogues.Trained.Where(IsShort)];
        _heldOut = [.. dialogues.HeldOut.Where(IsShort).Take(settings.EvaluatedDialogues).OrderBy(static e => e.Tokens.Length)];
        if (_examples.Length == 0)
        {
            throw new ArgumentException($"no dialogue has at most {settings.LongestDialogue} tokens", nameof(dialogues));
        }

        foreach (var parameter in model.parameters())
        {
            parameter.requires_grad = false;
        }

        using (var generator = new Generator((ulong)seed))
        {
            settings.Adapter.Attach(model, generator);
        }

        Trained = LoraWeights.Named(model);
        _batches = new LoraBatches([.. _examples.Select(static example => example.Tokens.Length)], settings.BatchTokens, seed);
    }

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, Parameter Value)> Trained { get; }

    /// <summary>Batches of one pass over all dialogues.</summary>
    public int StepsPerPass => _batches.Count;

    /// <inheritdoc/>
    public Tensor Loss(long step, StepMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        var batch = Collate(_batches.At(step), _examples);
        metrics.Add("tokens", batch.TokenCount);
        metrics.Add("dialogues", batch.Rows);
        var (logits, targets) = Predict(batch);
        return F.cross_entropy(logits, targets);
    }

    /// <inheritdoc/>
    public void Evaluate(StepMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(metrics);
        const int Rows = 8;
        for (var first = 0; first < _heldOut.Length; first += Rows)
        {
            using var scope = NewDisposeScope();
            int[] rows = [.. Enumerable.Range(first, Math.Min(Rows, _heldOut.Length - first))];
            var (logits, targets) = Predict(Collate(rows, _heldOut));
            metrics.Add("held_out_loss", F.cross_entropy(logits, targets).ToDouble(), targets.numel());
            metrics.Add("held_out_tokens_right", logits.argmax(1).eq(targets).to(ScalarType.Float32).mean().ToDouble(), targets.numel());
        }
    }

    /// <inheritdoc/>
    public void Save(string folder) => LoraWeights.Save(folder, _model, _settings.Adapter, _base);

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    private bool IsShort(LoraExample example)
        => example.Tokens.Length <= _settings.LongestDialogue && Array.IndexOf(example.Learnt, true) > 0;

    // The output layer is wide, so only positions whose next token is learnt go through it.
    private (Tensor Logits, Tensor Targets) Predict(LoraBatch batch)
    {
        using var scope = NewDisposeScope();
        using var context = new CausalAttention(_model.Configuration, batch.Length, ScalarType.Float32);
        var ids = tensor(batch.Tokens, [batch.Rows, batch.Length]);           // [b, t]
        var hidden = _model.call(_model.Embed(ids), context);                 // [b, t, d]
        var asked = hidden.view(batch.Tokens.Length, -1).index_select(0, tensor(batch.Positions)); // [n, d]
        var logits = _model.Unembed(asked);                                   // [n, V]
        return (logits.MoveToOuterDisposeScope(), tensor(batch.Targets).MoveToOuterDisposeScope());
    }

    private static LoraBatch Collate(ReadOnlySpan<int> rows, LoraExample[] examples)
    {
        var length = 0;
        foreach (var row in rows)
        {
            length = Math.Max(length, examples[row].Tokens.Length);
        }

        var tokens = new long[rows.Length * length];
        var (positions, targets) = (new List<long>(), new List<long>());
        for (var row = 0; row < rows.Length; row++)
        {
            var example = examples[rows[row]];
            for (var index = 0; index < example.Tokens.Length; index++)
            {
                tokens[(row * length) + index] = example.Tokens[index];
                if (index > 0 && example.Learnt[index])
                {
                    positions.Add((row * length) + index - 1);
                    targets.Add(example.Tokens[index]);
                }
            }
        }

        return new LoraBatch(rows.Length, length, tokens, [.. positions], [.. targets]);
    }

    /// <summary>Rows padded on the right.</summary>
    /// <param name="Rows">b.</param>
    /// <param name="Length">t.</param>
    /// <param name="Tokens"><c>[b * t]</c>.</param>
    /// <param name="Positions">Indices into <paramref name="Tokens"/> whose next token is learnt, <c>[n]</c>.</param>
    /// <param name="Targets">Those next tokens, <c>[n]</c>.</param>
    private sealed record LoraBatch(int Rows, int Length, long[] Tokens, long[] Positions, long[] Targets)
    {
        public int TokenCount => Tokens.Length;
    }
}
