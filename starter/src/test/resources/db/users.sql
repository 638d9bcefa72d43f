create table if not exists users (username varchar(50) primary key, password varchar(500) not null, enabled boolean not null);
create table if not exists authorities (username varchar(50) not null references users, authority varchar(50) not null);
insert into users values ('ada', '{noop}lovelace', true) on conflict do nothing;
insert into authorities values ('ada', 'ROLE_USER');
