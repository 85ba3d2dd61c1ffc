using System.Numerics.Tensors;
using MinMo.Models.Language;
using MinMo.Models.Sampling;
using MinMo.Models.Tokenization;

namespace MinMo.Training.Stages.Lora.Skills;

/// <summary>A language model that is typed to: greedy replies, tools run as the engine runs them.</summary>
/// <param name="decoder">Its first lane is used.</param>
/// <param name="tokenizer">Of the model.</param>
/// <param name="encoding">Its chat format.</param>
public sealed class TypedAssistant(IDecoderExecutor decoder, BytePairTokenizer tokenizer, LoraEncoding encoding)
{
    private const string CallBegin = "<tool_call>";
    private const string CallEnd = "</tool_call>";
    private const int MostCalls = 3;

    private readonly List<int> _reply = [];
    private int _length;

    /// <summary>As in the call settings; 1 is off.</summary>
    public double RepetitionPenalty { get; set; } = 1;

    /// <summary>Most tokens of a reply.</summary>
    public int MaximumTokens { get; set; } = 80;

    /// <summary>Answers the last message.</summary>
    /// <param name="messages">Ends with one of the user.</param>
    /// <param name="runTool">Given a call, gives the answer.</param>
    public TypedReply Reply(IReadOnlyList<LoraMessage> messages, Func<string, string> runTool)
    {
        ArgumentNullException.ThrowIfNull(runTool);
        _length = 0;
        _reply.Clear();
        var sampler = new TokenSampler(new SamplingOptions { Temperature = 0, RepetitionPenalty = RepetitionPenalty }, seed: 0);
        var logits = Append(encoding.EncodePrompt(messages));
        var calls = new List<string>();
        var said = string.Empty;
        var from = 0;
        while (_reply.Count < MaximumTokens)
        {
            var token = sampler.Next(logits, _reply.ToArray().AsSpan(from));
            if (tokenizer.IsSpecial(token))
            {
                break;
            }

            _reply.Add(token);
            logits = Append([token]);
            var text = tokenizer.Decode(_reply.ToArray().AsSpan(from));
            if (text.EndsWith(CallEnd, StringComparison.Ordinal) && calls.Count < MostCalls)
            {
                var begin = text.IndexOf(CallBegin, StringComparison.Ordinal);
                calls.Add(begin < 0 ? text : text[(begin + CallBegin.Length)..^CallEnd.Length]);
                said += begin < 0 ? string.Empty : text[..begin];
                logits = Append(tokenizer.EncodeUntrusted($"<tool_response>{runTool(calls[^1])}</tool_response>"));
                from = _reply.Count;
            }
        }

        return new TypedReply(said + tokenizer.Decode(_reply.ToArray().AsSpan(from)), calls);
    }

    /// <summary>How unexpected a text is to the model: what it has learnt must not cost what it knew.</summary>
    /// <param name="text">Cut where the lane is full.</param>
    /// <returns>Nats a token, the first one not counted.</returns>
    public double Surprise(string text)
    {
        var tokens = tokenizer.EncodeUntrusted(text).AsMemory();
        tokens = tokens[..Math.Min(tokens.Length, decoder.MaximumLength)];
        var outputs = decoder.Step([new LaneRow { Slot = 0, Past = 0, Tokens = tokens, Demand = RowDemand.AllLogits }]);
        var logits = outputs.Logits(0);
        var vocabulary = logits.Length / tokens.Length;
        var total = 0.0;
        for (var index = 0; index + 1 < tokens.Length; index++)
        {
            var row = logits.Slice(index * vocabulary, vocabulary);
            total += LogSumExp(row) - row[tokens.Span[index + 1]];
        }

        return total / (tokens.Length - 1);
    }

    private static double LogSumExp(ReadOnlySpan<float> row)
    {
        var largest = TensorPrimitives.Max(row);
        var sum = 0.0;
        foreach (var value in row)
        {
            sum += Math.Exp(value - (double)largest);
        }

        return largest + Math.Log(sum);
    }

    private float[] Append(int[] tokens)
    {
        var outputs = decoder.Step([new LaneRow { Slot = 0, Past = _length, Tokens = tokens, Demand = RowDemand.LastLogits }]);
        _length += tokens.Length;
        return outputs.LastLogits(0).ToArray();
    }
}
