using System.Text.Json;
using MinMo.Models.Checkpoints.Gguf;
using MinMo.Models.Parity.Gguf;
using MinMo.Models.Tokenization;

namespace MinMo.Models.Parity.Tokenization;

/// <summary>What the tokenizer goldens of all families share.</summary>
internal static class TokenizerGoldens
{
    extension(GoldenCase golden)
    {
        /// <summary>The tokenizer of the checkpoint: from the GGUF file or the files that the parameters name, else from
        /// what the folder holds.</summary>
        public BytePairTokenizer OpenTokenizer()
        {
            if (golden.Parameters.TryGetProperty("file", out _))
            {
                using var file = GgufFile.Open(golden.CheckpointFile());
                return BytePairTokenizer.FromGguf(file);
            }

            var folder = golden.RequireCheckpoint();
            if (golden.Parameters.TryGetProperty("files", out var files))
            {
                return files[0].GetString() == "tokenizer.json"
                    ? BytePairTokenizer.FromJson(Path.Combine(folder, "tokenizer.json"))
                    : BytePairTokenizer.FromVocabulary(folder);
            }

            return BytePairTokenizer.Open(folder);
        }

        /// <summary>Lists of ids from <c>inputs.json</c>.</summary>
        public int[][] IdLists() => golden.InputsJson.GetProperty("ids").Deserialize<int[][]>()!;
    }

    /// <summary>Adds the texts of id lists, with and without special tokens.</summary>
    public static void AddDecoded(this GoldenOutputs outputs, BytePairTokenizer tokenizer, int[][] ids)
    {
        outputs.AddJson("decoded", Array.ConvertAll(ids, list => tokenizer.Decode(list)));
        outputs.AddJson("decoded_without_special", Array.ConvertAll(ids, list => tokenizer.DecodeWithoutSpecial(list)));
    }
}
