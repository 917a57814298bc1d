/** The modules of tslab 1.0.22, as far as repairs rely on them: types only. */
import type { Buffer } from "node:buffer";
import type { SourceMapPayload } from "node:module";

/** A Jupyter message header; more fields may be present and are echoed in the replies' parent header. */
export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
}

/** A request as tslab parsed it. */
export interface TslabMessage {
  readonly identity: readonly Buffer[];
  readonly header: Header;
  readonly content: ExecuteRequest;
}

export interface ExecuteRequest {
  readonly code: string;
  readonly silent?: boolean;
  readonly store_history?: boolean;
  readonly stop_on_error?: boolean;
  readonly user_expressions?: { readonly [name: string]: string };
}

/** A socket of zeromq.js. */
export interface Socket {
  readonly closed: boolean;
  linger: number;
  send(frames: ReadonlyArray<string | Uint8Array>): Promise<void>;
}

export type WriteStream = (name: "stdout" | "stderr", text: string) => void;
export type WriteDisplayData = (content: object, update?: boolean) => void;

type ExecuteReply = { readonly status: string; readonly execution_count?: number | undefined };

/** `JupyterHandlerImpl.prototype`: the answers of tslab. */
interface Handler {
  execCount: number;
  readonly isJs: boolean;
  readonly executor: Executor;
  handleKernel(): KernelInfo;
  handleExecute(
    request: ExecuteRequest,
    stream: WriteStream,
    display: WriteDisplayData,
  ): Promise<ExecuteReply>;
  /** Resolves to `{count}`; rejects with `{count}` if the cell failed. */
  handleExecuteImpl(
    request: ExecuteRequest,
    stream: WriteStream,
    display: WriteDisplayData,
  ): Promise<{ readonly count: number }>;
  createWriteToIopub(name: "stdout" | "stderr", stream: WriteStream): typeof process.stdout.write;
  handleInspect(request: { readonly code: string; readonly cursor_pos: number }): InspectReply;
  handleShutdown(request: { readonly restart?: boolean }): object;
}

interface InspectReply {
  readonly found: boolean;
  readonly data: { readonly [mime: string]: string };
}

interface KernelInfo {
  readonly language_info: { readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

/** `ZmqServer.prototype`: the sockets of tslab. */
export interface Server {
  readonly handler: Handler;
  readonly connInfo: { readonly key: string };
  readonly iopub: Socket;
  readonly shell: Socket;
  readonly control: Socket;
  init(): Promise<void>;
  close(): void;
  handleShellMessage(socket: Socket, ...frames: Buffer[]): Promise<void>;
  handleExecute(socket: Socket, message: TslabMessage): Promise<void>;
}

/** `tslab/dist/jupyter`. */
export interface JupyterModule {
  /** That of the newest cell; assigned at every execute, after the writers of both streams. */
  lastWriteDisplayData: WriteDisplayData | null;
  readonly ZmqServer: { readonly prototype: Server };
  readonly JupyterHandlerImpl: { readonly prototype: Handler };
}

/** A place in a cell, counted from 0. */
interface Place {
  readonly line: number;
  readonly character: number;
}

export interface Diagnostic {
  readonly start: Place;
  readonly end: Place;
  readonly messageText: string;
  readonly code: number;
  /** Set if the fault is in an imported file, not in the cell. */
  readonly fileName?: string;
  /** Does the compiler ask whether an `await` was forgotten? */
  readonly missesAwait?: boolean;
}

export interface Executor {
  /** The cells' variables. */
  readonly locals: { [variable: string]: unknown };
  execute(code: string): Promise<boolean>;
  inspect(code: string, position: number): QuickInfo | undefined;
  interrupt(): void;
}

interface DisplayPart {
  readonly text: string;
}

/** TypeScript's QuickInfo, of which tslab prints the text. */
export interface QuickInfo {
  readonly displayParts?: readonly DisplayPart[];
  readonly documentation?: readonly DisplayPart[];
  readonly tags?: ReadonlyArray<{ readonly name: string; readonly text?: readonly DisplayPart[] }>;
}

/** A compiled cell. */
export interface Conversion {
  readonly diagnostics: readonly Diagnostic[];
  /** Does it need an async function around it? */
  readonly hasToplevelAwait?: boolean;
  /** The variable that takes the value of the last expression, if the cell ends with one. */
  readonly lastExpressionVar?: string | undefined;
  /** The JavaScript. */
  readonly output?: string;
  /** The declarations that later cells see, of this cell and of earlier ones. */
  readonly declOutput?: string;
  /** The variables that the cell declares. Only netcell's compiler says so. */
  readonly declared?: readonly string[];
  /** From the JavaScript back to the cell. Only netcell's compiler has it. */
  readonly map?: SourceMapPayload;
}

export interface Converter {
  convert(declarations: string, code: string): Conversion;
  inspect(declarations: string, code: string, position: number): QuickInfo | undefined;
  complete(declarations: string, code: string, position: number): object;
  addModule(name: string, code: string, meta: object): readonly Diagnostic[];
  close(): void;
}

/** The console that tslab's executor prints to: the last value of a cell by `log`, errors by `error`. */
interface ExecutorConsole {
  readonly log: (value: unknown) => void;
  readonly error: (...values: unknown[]) => void;
}

/** `tslab/dist/executor`. */
export interface ExecutorModule {
  createExecutor(rootDir: string, converters: object, console: ExecutorConsole): Executor;
}

/** `tslab/dist/converter`. */
export interface ConverterModule {
  /** The version of TypeScript, which only netcell's compiler tells. */
  readonly typescript?: string;
  createConverter(options: object): Converter;
}
