using MinMo.Models.Ctc;
using MinMo.Models.InputProjection;
using MinMo.Models.SpeechEncoder;
using MinMo.Training.Stages.Mind;
using static TorchSharp.torch;

namespace MinMo.Training.Stages.Ear;

/// <summary>
/// Rows that the ear really gave for the words of recorded utterances, to say any text with: so that whole dialogues
/// can be heard without being recorded.
/// </summary>
internal sealed class WordRows : IDisposable
{
    private const int MostRowsBefore = 3; // silence that a word keeps in front of it

    private readonly MindUnits _units;
    private readonly StreamSimulation _otherwise;
    private readonly Dictionary<string, List<(int First, int Count)>> _words = new(StringComparer.Ordinal);
    private readonly List<(int First, int Count)> _silences = [];
    private readonly List<float[]> _rows;
    private readonly List<int> _best = [0];

    private WordRows(MindUnits units, StreamSimulation otherwise, int width)
        => (_units, _otherwise, _rows) = (units, otherwise, [new float[width]]);

    /// <summary>All rows, <c>[n, d]</c>; the first is zero and stands for none.</summary>
    public Tensor Table { get; private set; } = null!;

    /// <summary>Rows one by one, as <see cref="Table"/>.</summary>
    public IReadOnlyList<float[]> Rows => _rows;

    /// <summary>Words that can be said with recorded rows.</summary>
    public int WordCount => _words.Count;

    /// <summary>Listens to some utterances.</summary>
    /// <param name="model">The ear.</param>
    /// <param name="examples">Utterances.</param>
    /// <param name="units">Units of the language model.</param>
    /// <param name="count">How many utterances, evenly taken.</param>
    public static WordRows Record(HearingModel model, ISpokenExamples examples, MindUnits units, int count)
    {
        using var noGradient = no_grad();
        var bank = new WordRows(
            units, new StreamSimulation(units, new SimilarUnits(units), new StreamSettings()), (int)model.Embeddings.shape[1]);
        var batches = new EarBatches(examples, new SpeechFeatures(model.Encoder.Configuration), new FeatureAugmentation());
        var chosen = Enumerable.Range(0, Math.Min(count, examples.Count))
            .Select(place => (int)((long)place * examples.Count / Math.Min(count, examples.Count)))
            .OrderBy(examples.SampleCountOf);
        foreach (var part in chosen.Chunk(24))
        {
            bank.Listen(model, batches.Plain(part), [.. part.Select(examples.TextOf)]);
        }

        using var scope = NewDisposeScope();
        bank.Table = stack(bank._rows.Select(row => tensor(row))).DetachFromDisposeScope();
        return bank;
    }

    /// <summary>Says a text.</summary>
    /// <param name="text">Words; empty for silence.</param>
    /// <param name="random">Chooses among recordings.</param>
    public IReadOnlyList<ScriptPosition> Say(string text, Random random)
    {
        var positions = new List<ScriptPosition>();
        Rest(positions, random, 4);
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var place = 0; place < words.Length; place++)
        {
            if (_words.TryGetValue(KeyOf(words[place], place == 0), out var found))
            {
                Add(positions, found[random.Next(found.Count)]);
            }
            else
            {
                var said = _units.Of(place == 0 ? words[place] : " " + words[place]);
                positions.AddRange(_otherwise.Write(said, random));
            }
        }

        Rest(positions, random, words.Length == 0 ? 20 : 8);
        return positions;
    }

    public void Dispose() => Table.Dispose();

    // The first word of a text has units of its own: nothing stands before it.
    private static string KeyOf(string word, bool isFirst) => isFirst ? "^" + word : word;

    private void Rest(List<ScriptPosition> positions, Random random, int most)
    {
        var wanted = random.Next(1, most + 1);
        while (wanted > 0 && _silences.Count > 0)
        {
            var (first, count) = _silences[random.Next(_silences.Count)];
            Add(positions, (first, Math.Min(count, wanted)));
            wanted -= count;
        }
    }

    private void Add(List<ScriptPosition> positions, (int First, int Count) piece)
        => positions.AddRange(Enumerable.Range(piece.First, piece.Count)
            .Select(row => new ScriptPosition(_best[row], _best[row], 1, Row: row)));

    private void Listen(HearingModel model, EarBatch batch, string[] texts)
    {
        using var scope = NewDisposeScope();
        var (logits, lengths) = model.Hear(batch, trainsEncoder: false);
        var rows = InputProjector.Rows(logits, model.Embeddings).contiguous();
        var likelihoods = nn.functional.log_softmax(logits, -1).contiguous();
        for (var item = 0; item < texts.Length; item++)
        {
            Keep(
                rows[item].narrow(0, 0, lengths[item]).data<float>().ToArray(),
                likelihoods[item].narrow(0, 0, lengths[item]).data<float>().ToArray(), texts[item]);
        }
    }

    private void Keep(float[] rows, float[] likelihoods, string text)
    {
        var said = _units.Of(text);
        if (CtcAlignment.Align(likelihoods, _units.Count, said, _units.Blank) is not { Length: > 0 } places)
        {
            return;
        }

        var (width, first) = (_rows[0].Length, _rows.Count);
        for (var row = 0; row < rows.Length / width; row++)
        {
            _rows.Add(rows[(row * width)..((row + 1) * width)]);
            var likely = likelihoods.AsSpan(row * _units.Count, _units.Count);
            _best.Add(System.Numerics.Tensors.TensorPrimitives.IndexOfMax(likely));
        }

        Cut(said, places, text.Split(' ', StringSplitOptions.RemoveEmptyEntries), (first, rows.Length / width));
    }

    private void Cut(int[] said, (int First, int Last)[] places, string[] words, (int First, int Count) rows)
    {
        int[] begins = [.. Enumerable.Range(0, said.Length).Where(place =>
            place == 0 || _units.Tokenizer.BytesOf(said[place]) is [(byte)' ', ..])];
        if (begins.Length != words.Length)
        {
            return;
        }

        var before = 0;
        for (var word = 0; word < words.Length; word++)
        {
            var lastUnit = (word + 1 < begins.Length ? begins[word + 1] : said.Length) - 1;
            var from = Math.Max(before, places[begins[word]].First - MostRowsBefore);
            if (from > before)
            {
                _silences.Add((rows.First + before, from - before));
            }

            before = places[lastUnit].Last + 1;
            var key = KeyOf(words[word], word == 0);
            if (!_words.TryGetValue(key, out var list))
            {
                _words[key] = list = [];
            }

            list.Add((rows.First + from, before - from));
        }

        if (before < rows.Count)
        {
            _silences.Add((rows.First + before, rows.Count - before));
        }
    }
}
