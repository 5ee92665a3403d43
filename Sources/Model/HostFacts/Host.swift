public import SystemPackage

/// Everything about this machine, and the project on it, that a plan rests on.
public struct Host: Sendable, Equatable {
    public let apache: ApacheFacts
    /// Nil for a server of static files alone, which needs no Python.
    public let wsgiModule: WSGIModuleFacts?
    public let python: PythonFacts?
    public let django: DjangoFacts?
    public let user: RunUser
    /// The locale that the shell asks for, if it is installed.
    public let locale: String?
    public let currentDirectory: FilePath
    /// How many more threads the run user may have; nil where nothing limits them.
    public let threadAllowance: Int?

    public init(
        apache: ApacheFacts, wsgiModule: WSGIModuleFacts?, python: PythonFacts?, django: DjangoFacts?, user: RunUser,
        locale: String?, currentDirectory: FilePath, threadAllowance: Int? = nil
    ) {
        self.apache = apache
        self.wsgiModule = wsgiModule
        self.python = python
        self.django = django
        self.user = user
        self.locale = locale
        self.currentDirectory = currentDirectory
        self.threadAllowance = threadAllowance
    }
}
