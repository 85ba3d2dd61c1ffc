using System.Text;

namespace MinMo.Models.Chat.Jinja;

/// <summary>A parsed statement: appends its output.</summary>
internal delegate void JinjaStatement(JinjaScope scope, StringBuilder output);
