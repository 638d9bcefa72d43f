create table todo (
	id bigint generated always as identity primary key,
	title varchar(120) not null check (title <> ''),
	done boolean not null default false,
	created_at timestamptz not null default current_timestamp
);
