namespace MinMo.LoadTest.Capacity;

/// <summary>A service level cannot be read. The message says what is wrong and what is known.</summary>
public sealed class ServiceLevelException(string message) : Exception(message);
